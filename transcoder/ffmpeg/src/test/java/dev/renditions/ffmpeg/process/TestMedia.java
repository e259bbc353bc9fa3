package dev.renditions.ffmpeg.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.renditions.ffmpeg.bundle.FfmpegBinaries;
import dev.renditions.ffmpeg.engine.FfmpegLocator;
import dev.renditions.ffmpeg.engine.FfmpegSettings;
import dev.renditions.ffmpeg.sandbox.Confinement;
import dev.renditions.ffmpeg.sandbox.limits.FileAccess;
import dev.renditions.files.PathRules;
import dev.renditions.testing.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Makes sources and inspects outputs with the bundled programs, without whitelists and without a sandbox. */
public final class TestMedia {
    public static final FfmpegSettings SETTINGS =
            new FfmpegSettings(Optional.empty(), Checkout.target("ffmpeg-cache"), false, 2);

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final FfmpegLocator LOCATOR = new FfmpegLocator(
            FfmpegBinaries.find(Optional.empty(), SETTINGS.cache(), PathRules.STRICT), Confinement.NONE);

    private TestMedia() {}

    /** Runs ffmpeg; arguments are separated by single spaces. */
    public static Path make(Path output, String arguments) {
        ConfinedProcess process =
                LOCATOR.ffmpeg(FileAccess.writing(output.toAbsolutePath().getParent(), Long.MAX_VALUE));
        List.of(("-nostdin -loglevel error -y " + arguments).split(" ")).forEach(process::addArgument);
        process.addArgument("file:" + output.toAbsolutePath());
        ConfinedProcess.Ended ended = process.run(LIMIT, new CappedText(1000));
        assertThat(ended.exitCode()).as(ended.stderr()).isZero();
        assertThat(output).isNotEmptyFile();
        return output;
    }

    /** The path of a bundled program: {@code ffmpeg} or {@code ffprobe}. */
    public static Path program(String name) {
        FfmpegBinaries binaries = LOCATOR.binaries();
        return name.equals("ffprobe") ? binaries.ffprobe() : binaries.ffmpeg();
    }

    /** All that ffprobe prints about a file. */
    public static JsonNode look(Path file, String... more) {
        ConfinedProcess process = LOCATOR.ffprobe(FileAccess.reading(file));
        List.of("-v", "error", "-of", "json", "-show_format", "-show_streams").forEach(process::addArgument);
        List.of(more).forEach(process::addArgument);
        process.addArgument("file:" + file.toAbsolutePath());
        CappedText json = new CappedText(8 << 20);
        ConfinedProcess.Ended ended = process.run(LIMIT, json);
        assertThat(ended.exitCode()).as(ended.stderr()).isZero();
        try {
            return new ObjectMapper().readTree(json.text());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
