package dev.renditions.server.upload;

import dev.renditions.http.message.ApiException;
import dev.renditions.http.message.Problem;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The deadline of one upload as a whole: a minimum rate that is higher than that of
 * {@link dev.renditions.server.connection.ConnectionLimits#upload}, after an allowance for small files from slow
 * clients. Otherwise a large upload at the lower rate could occupy its slot and its disk space for months. For one
 * thread.
 */
final class UploadTime {
    /** Independent of the number of bytes. */
    static final Duration ALLOWANCE = Duration.ofMinutes(5);

    /** In bytes per second: half a megabit. */
    static final long LEAST_RATE = 64 << 10;

    private final LongSupplier nanoTime;
    private final long begun;

    /**
     * Starts now.
     *
     * @param nanoTime as {@link System#nanoTime}
     */
    UploadTime(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.begun = nanoTime.getAsLong();
    }

    /**
     * Checks an upload after this many bytes.
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
