package dev.renditions.ffmpeg.process;

import dev.renditions.api.MediaException;
import dev.renditions.api.MediaException.Kind;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/**
 * Detects a run that still reports but makes no progress: its parts wait for each other. ffmpeg 8.1.2 did this when several
 * outputs used one audio stream. Such a run would only end at its time limit. For use by one thread.
 */
final class StallDetector {
    /** Much longer than the slowest encoder takes for its lookahead. */
    static final Duration TIMEOUT = Duration.ofMinutes(2);

    /** In a report after the first frame or sample. */
    private static final Pattern BEGUN = Pattern.compile("(?m)^(?:frame=|out_time_us=) *[1-9]");

    private final boolean late;
    private final LongSupplier nanos;
    private String last = "";
    private long since;

    /**
     * Starts the clock.
     *
     * @param late whether the first frame or sample may take any time
     */
    StallDetector(boolean late, LongSupplier nanos) {
        this.late = late;
        this.nanos = nanos;
        this.since = nanos.getAsLong();
    }

    /**
     * Receives one report.
     *
     * @param report its lines with frames, time and bytes
     * @throws MediaException of kind ENGINE if all reports have been the same for too long
     */
    void at(String report) {
        long now = nanos.getAsLong();
        if (!report.equals(last) || (late && !BEGUN.matcher(report).find())) {
            last = report;
            since = now;
        } else if (now - since >= TIMEOUT.toNanos()) {
            throw new MediaException(
                    Kind.ENGINE, "ffmpeg made no progress for " + TIMEOUT.toSeconds() + " seconds and was stopped");
        }
    }
}
