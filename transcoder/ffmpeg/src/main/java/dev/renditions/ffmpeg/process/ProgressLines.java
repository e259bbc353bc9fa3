package dev.renditions.ffmpeg.process;

import dev.renditions.api.EncodeProgress;
import dev.renditions.api.Transcoder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Reports the progress of an encode from the lines of {@code -progress}; reports nothing if the length is unknown. Stops a run
 * that makes no progress.
 */
public final class ProgressLines implements ConfinedProcess.Output {
    private static final String TIME = "out_time_us=";
    private static final String SPEED = "speed=";
    private static final String END_OF_REPORT = "progress=";
    private static final List<String> ADVANCES = List.of("frame=", TIME, "total_size=");

    private final Optional<Duration> duration;
    private final Transcoder.Progress progress;
    private final StallDetector stall;
    private double furthest;

    public ProgressLines(Optional<Duration> duration, Transcoder.Progress progress) {
        this(duration, progress, false);
    }

    /**
     * A reader of one run.
     *
     * @param late whether the first output may take any time, see {@link dev.renditions.ffmpeg.command.ClipRange#late()}
     */
    public ProgressLines(Optional<Duration> duration, Transcoder.Progress progress, boolean late) {
        this(duration, progress, late, System::nanoTime);
    }

    ProgressLines(Optional<Duration> duration, Transcoder.Progress progress, boolean late, LongSupplier nanos) {
        this.stall = new StallDetector(late, nanos);
        this.duration = duration.filter(length -> length.compareTo(Duration.ZERO) > 0);
        this.progress = progress;
    }

    @Override
    public void read(InputStream stream) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
        Optional<Double> position = Optional.empty();
        StringBuilder report = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (ADVANCES.stream().anyMatch(line::startsWith)) {
                report.append(line).append('\n');
            } else if (line.startsWith(END_OF_REPORT)) {
                stall.at(report.toString());
                report.setLength(0);
            }
            if (line.startsWith(TIME)) {
                position = number(line.substring(TIME.length())).map(us -> us / 1_000_000);
            } else if (line.startsWith(SPEED) && position.isPresent() && duration.isPresent()) {
                // The last line but one of each report, so that its position is known.
                report(position.get(), number(line.substring(SPEED.length()).replace("x", "")), duration.get());
            }
        }
    }

    private void report(double seconds, Optional<Double> measured, Duration whole) {
        double length = whole.toNanos() / 1e9;
        double fraction = Math.min(1, seconds / length);
        if (fraction > furthest) {
            furthest = fraction;
            Optional<Double> speed = measured.filter(s -> s > 0);
            progress.at(new EncodeProgress(
                    fraction,
                    speed,
                    speed.map(s -> Duration.ofMillis((long) (Math.max(0, length - seconds) / s * 1000)))));
        }
    }

    /** Empty for {@code N/A}, which is printed before the first frame. */
    private static Optional<Double> number(String text) {
        try {
            return Optional.of(Double.parseDouble(text.strip())).filter(Double::isFinite);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
