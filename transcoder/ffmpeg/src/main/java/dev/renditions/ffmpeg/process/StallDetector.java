package dev.renditions.ffmpeg.process;

import dev.renditions.api.MediaException;
import dev.renditions.api.MediaException.Kind;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/**
 * Notices that a run goes on reporting but no further: its parts wait for each other, which ffmpeg 8.1.2 was seen to do
 * where several outputs take one sound. It would only end with its time. For use by one thread.
 */
final class StallDetector {
    /** Much longer than the slowest encoder takes for the frames that it looks ahead. */
    static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Of a report after the first frame or sample. */
    private static final Pattern BEGUN = Pattern.compile("(?m)^(?:frame=|out_time_us=) *[1-9]");

    private final boolean late;
    private final LongSupplier nanos;
    private String last = "";
    private long since;

    /**
     * Begins now.
     *
     * @param late whether any time may pass before the first frame or sample comes out
     */
    StallDetector(boolean late, LongSupplier nanos) {
        this.late = late;
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
        if (!report.equals(last) || (late && !BEGUN.matcher(report).find())) {
            last = report;
            since = now;
        } else if (now - since >= PATIENCE.toNanos()) {
            throw new MediaException(
                    Kind.ENGINE, "ffmpeg got no further for " + PATIENCE.toSeconds() + " seconds, and was stopped");
        }
    }
}
