package dev.renditions.ffmpeg;

import dev.renditions.MediaException;
import dev.renditions.MediaException.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import ws.schild.jave.Encoder;
import ws.schild.jave.EncoderException;

/**
 * An ffmpeg that was found and found fit. Immutable.
 *
 * @param locator where its processes come from
 * @param version what it says it is
 */
record Engine(FfmpegLocator locator, FfmpegVersion version) {
    private static final Duration VERSION_LIMIT = Duration.ofSeconds(20);
    private static final int VERSION_BYTES = 64 * 1024;
    private static final Set<String> ENCODERS = Set.of("libx264", "aac", "libmp3lame", "libopus", "mjpeg");

    /**
     * Finds it and asks what it is and can.
     *
     * @throws MediaException of kind ENGINE if there is none, it does not start, is unsafe or lacks an encoder
     */
    static Engine start(FfmpegSettings settings) {
        FfmpegBinaries binaries = FfmpegBinaries.find(settings.program(), settings.cache());
        FfmpegLocator locator = new FfmpegLocator(binaries);
        FfmpegVersion version = version(binaries.ffmpeg(), locator::ffmpeg);
        // Asked too: it is the first that an upload is given to, and need not come with its neighbour.
        FfmpegVersion prober = version(binaries.ffprobe(), locator::ffprobe);
        if (!settings.allowOld()) {
            version.requireSafe(binaries.ffmpeg());
            prober.requireSafe(binaries.ffprobe());
        }
        requireEncoders(locator);
        return new Engine(locator, version);
    }

    private static FfmpegVersion version(Path program, Function<Path, ConfinedProcess> starter) {
        ConfinedProcess process = starter.apply(Objects.requireNonNull(program.getParent()));
        process.addArgument("-version");
        CappedText printed = new CappedText(VERSION_BYTES);
        ConfinedProcess.Ended ended = process.run(VERSION_LIMIT, printed);
        String first = printed.text().lines().findFirst().orElse("");
        return FfmpegVersion.parse(first)
                .orElseThrow(() -> new MediaException(
                        Kind.ENGINE,
                        program + " does not say which ffmpeg it is (exit code " + ended.exitCode() + "): "
                                + ended.stderr().lines().findFirst().orElse("")));
    }

    /** Somebody else's build may leave out what its licence would not allow. */
    private static void requireEncoders(FfmpegLocator locator) {
        try {
            Encoder encoder = new Encoder(locator);
            Set<String> missing = new HashSet<>(ENCODERS);
            missing.removeAll(List.of(encoder.getVideoEncoders()));
            missing.removeAll(List.of(encoder.getAudioEncoders()));
            if (!missing.isEmpty()) {
                throw new MediaException(
                        Kind.ENGINE,
                        locator.binaries().ffmpeg() + " was built without " + missing + "; set RENDITIONS_FFMPEG to"
                                + " one that has them, or leave it out");
            }
        } catch (EncoderException e) {
            throw new MediaException(Kind.ENGINE, locator.binaries().ffmpeg() + " does not list its encoders", e);
        }
    }
}
