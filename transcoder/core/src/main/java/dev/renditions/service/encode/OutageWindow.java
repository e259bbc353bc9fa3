package dev.renditions.service.encode;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Whether other workers may hold leases in the store: for the length of a lease after the index failed to answer. During that
 * time, workers whose index answers check the store too. Thread-safe.
 */
final class OutageWindow {
    private final Duration length;
    private final LongSupplier nanoTime;
    private volatile Optional<Long> begun = Optional.empty();

    /**
     * Starts without an outage.
     *
     * @param nanoTime measures time, as {@link System#nanoTime()}
     */
    OutageWindow(Duration length, LongSupplier nanoTime) {
        this.length = length;
        this.nanoTime = nanoTime;
    }

    /** The index has just failed to answer. */
    void begin() {
        begun = Optional.of(nanoTime.getAsLong());
    }

    boolean lasts() {
        return begun.filter(since -> nanoTime.getAsLong() - since < length.toNanos())
                .isPresent();
    }
}
