package dev.renditions.ffmpeg;

import dev.renditions.Transcoder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Tells how far an encode is from the lines of {@code -progress}; tells nothing where the length is unknown. */
final class ProgressLines implements ConfinedProcess.Output {
    private static final String TIME = "out_time_us=";

    private final Optional<Duration> duration;
    private final Transcoder.Progress progress;
    private double furthest;

    ProgressLines(Optional<Duration> duration, Transcoder.Progress progress) {
        this.duration = duration.filter(length -> length.compareTo(Duration.ZERO) > 0);
        this.progress = progress;
    }

    @Override
    public void read(InputStream stream) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(TIME) && duration.isPresent()) {
                tell(line.substring(TIME.length()), duration.get());
            }
        }
    }

    private void tell(String microseconds, Duration whole) {
        try {
            double fraction = Math.min(1, Long.parseLong(microseconds.strip()) / (whole.toNanos() / 1000.0));
            if (fraction > furthest) {
                furthest = fraction;
                progress.at(fraction);
            }
        } catch (NumberFormatException e) {
            // "N/A" before the first frame.
        }
    }
}
