package dev.renditions.server.upload;

import dev.renditions.http.message.ApiException;
import dev.renditions.http.message.Problem;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How long one upload may take as a whole: a least rate that is higher than that of {@link dev.renditions.server.connection.ConnectionLimits#upload}, after some
 * time for small files of slow senders. Otherwise a large upload at the lower rate holds its slot and its disk space for
 * months. For one thread.
 */
final class UploadTime {
    /** Without regard to how much came. */
    static final Duration ALLOWANCE = Duration.ofMinutes(5);

    /** In bytes a second: half a megabit. */
    static final long LEAST_RATE = 64 << 10;

    private final LongSupplier nanoTime;
    private final long begun;

    /**
     * Begins now.
     *
     * @param nanoTime as {@link System#nanoTime}
     */
    UploadTime(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.begun = nanoTime.getAsLong();
    }

    /**
     * Checks an upload of which so many bytes have come.
     *
     * @throws ApiException as 408 if it should have more by now
     */
    void check(long bytes) {
        long seconds = TimeUnit.NANOSECONDS.toSeconds(nanoTime.getAsLong() - begun) - ALLOWANCE.toSeconds();
        if (seconds > bytes / LEAST_RATE) {
            throw new ApiException(Problem.of(
                    408,
                    "the upload is too slow: after its first " + ALLOWANCE.toMinutes() + " minutes it needs "
                            + LEAST_RATE + " bytes a second"));
        }
    }
}
