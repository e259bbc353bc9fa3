package dev.renditions.ffmpeg.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.ffmpeg.bundle.FfmpegBinaries;
import dev.renditions.ffmpeg.engine.FfmpegLocator;
import dev.renditions.ffmpeg.loudness.LoudnessMeasurement;
import dev.renditions.ffmpeg.loudness.LoudnessMeter;
import dev.renditions.ffmpeg.sandbox.Confinement;
import dev.renditions.ffmpeg.sandbox.limits.FileAccess;
import dev.renditions.files.PathRules;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Measures outputs with the bundled ffmpeg and its own command line. */
public final class Meter {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final FfmpegLocator LOCATOR = new FfmpegLocator(
            FfmpegBinaries.find(Optional.empty(), TestMedia.SETTINGS.cache(), PathRules.STRICT), Confinement.NONE);

    private Meter() {}

    /** The loudness and true peak of a file's audio. */
    public static LoudnessMeasurement loudness(Path file) {
        return LoudnessMeter.read(log(file, "ebur128@m0=peak=true:framelog=quiet"), 0);
    }

    /** The highest sample of each channel, in decibels. */
    public static List<Double> peaks(Path file) {
        return log(file, "astats=measure_overall=none:measure_perchannel=Peak_level")
                .lines()
                .filter(line -> line.contains("Peak level dB:"))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .map(peak -> peak.equals("-inf") ? Double.NEGATIVE_INFINITY : Double.parseDouble(peak))
                .toList();
    }

    private static String log(Path file, String filter) {
        ConfinedProcess process = LOCATOR.ffmpeg(FileAccess.reading(file));
        List.of("-nostdin", "-nostats", "-loglevel", "level+info", "-i", "file:" + file.toAbsolutePath())
                .forEach(process::addArgument);
        List.of("-map", "0:a:0", "-af", filter, "-f", "null", "-").forEach(process::addArgument);
        ConfinedProcess.Ended ended = process.run(LIMIT, new CappedText(1000));
        assertThat(ended.exitCode()).as(ended.stderr()).isZero();
        return ended.stderr();
    }
}
