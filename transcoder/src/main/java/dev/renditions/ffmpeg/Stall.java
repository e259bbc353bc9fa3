package dev.renditions.ffmpeg;

import dev.renditions.MediaException;
import dev.renditions.MediaException.Kind;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Notices that a run goes on reporting but no further: its parts wait for each other, which ffmpeg 8.1.2 was seen to do
 * where several outputs take one sound. It would only end with its time. For use by one thread.
 */
final class Stall {
    /** Much longer than the slowest encoder takes for the frames that it looks ahead. */
    static final Duration PATIENCE = Duration.ofMinutes(2);

    private final LongSupplier nanos;
    private String last = "";
    private long since;

    /** Begins now. */
    Stall(LongSupplier nanos) {
        this.nanos = nanos;
        this.since = nanos.getAsLong();
    }

    /**
     * One report.
     *
     * @param report what it says of frames, time and bytes
     * @throws MediaException of kind ENGINE if all reports have been the same for too long
     */
    void at(String report) {
        long now = nanos.getAsLong();
        if (!report.equals(last)) {
            last = report;
            since = now;
        } else if (now - since >= PATIENCE.toNanos()) {
            throw new MediaException(
                    Kind.ENGINE, "ffmpeg got no further for " + PATIENCE.toSeconds() + " seconds, and was stopped");
        }
    }
}
