package dev.renditions.ffmpeg.encoder;

import dev.renditions.api.SourceLimits;
import dev.renditions.ffmpeg.bundle.FfmpegBinaries;
import dev.renditions.ffmpeg.engine.Engine;
import dev.renditions.ffmpeg.engine.FakeProgram;
import dev.renditions.ffmpeg.engine.Ffmpeg;
import dev.renditions.ffmpeg.engine.FfmpegLocator;
import dev.renditions.ffmpeg.process.TestMedia;
import dev.renditions.ffmpeg.sandbox.Confinement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The real ffmpeg, whose commands are recorded. */
final class CountedFfmpeg {
    /** An option that chooses an encoder of video or audio: not a copy, and not the encoder of thumbnails. */
    private static final Pattern ENCODER = Pattern.compile("-c:[va] (?!copy|mjpeg)(\\S+)");

    private final Path log;
    private final Ffmpeg ffmpeg;

    private CountedFfmpeg(Path log, Ffmpeg ffmpeg) {
        this.log = log;
        this.ffmpeg = ffmpeg;
    }

    static CountedFfmpeg in(Path folder) throws IOException {
        Path log = folder.resolve("runs");
        Engine engine = Engine.start(TestMedia.SETTINGS);
        FfmpegBinaries real = engine.locator().binaries();
        Path script = FakeProgram.write(
                folder.resolve("ffmpeg"), "echo \"$*\" >> '" + log + "'\nexec '" + real.ffmpeg() + "' \"$@\"");
        FfmpegLocator locator = new FfmpegLocator(new FfmpegBinaries(script, real.ffprobe()), Confinement.NONE);
        Engine counted = new Engine(locator, engine.version(), engine.capabilities(), List.of());
        // With more threads, x264 does not always repeat itself.
        return new CountedFfmpeg(log, new Ffmpeg(counted, SourceLimits.DEFAULT, 1));
    }

    Ffmpeg ffmpeg() {
        return ffmpeg;
    }

    /** The arguments of all runs. */
    List<String> runs() throws IOException {
        return Files.exists(log) ? Files.readAllLines(log) : List.of();
    }

    /** How many runs encoded something of the source. */
    long decodes() throws IOException {
        return runs().stream().filter(run -> ENCODER.matcher(run).find()).count();
    }

    /** The encoders of all runs. */
    List<String> encoders() throws IOException {
        return runs().stream()
                .flatMap(run -> ENCODER.matcher(run).results())
                .map((MatchResult match) -> match.group(1))
                .toList();
    }
}
