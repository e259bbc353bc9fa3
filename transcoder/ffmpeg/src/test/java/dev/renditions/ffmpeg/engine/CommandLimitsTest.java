package dev.renditions.ffmpeg.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.renditions.api.EncodeProgress;
import dev.renditions.api.Ending;
import dev.renditions.api.MediaException;
import dev.renditions.api.SourceLimits;
import dev.renditions.api.Transcoder;
import dev.renditions.ffmpeg.Plans;
import dev.renditions.ffmpeg.command.Commands;
import dev.renditions.ffmpeg.command.DecoderLimits;
import dev.renditions.ffmpeg.command.FfmpegOutput;
import dev.renditions.ffmpeg.command.Options;
import dev.renditions.ffmpeg.command.OutputCap;
import dev.renditions.ffmpeg.command.RenditionCap;
import dev.renditions.ffmpeg.command.RunSettings;
import dev.renditions.ffmpeg.process.HopelessEncodeGuard;
import dev.renditions.kind.OutputFile;
import dev.renditions.media.Size;
import dev.renditions.testing.DirectEncode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Limits on a single run of ffmpeg: every command line contains them, and those on time and size are enforced. */
final class CommandLimitsTest {
    private static final SourceLimits TIGHT = new SourceLimits(1000, 640 * 480, Duration.ofMinutes(1), 3, 5000, 0);

    @TempDir
    private Path folder;

    @Test
    void eachCommandContainsItsLimits() throws IOException {
        assertThat(arguments(TIGHT))
                .containsSubsequence("-max_pixels", "307200", "-max_streams", "4", "-fs", "5000", "-fs", "4000");
        assertThat(arguments(SourceLimits.DEFAULT))
                .containsSubsequence("-max_pixels", "67108864", "-max_streams", "65", "-fs", "9000", "-fs", "4000");
    }

    @Test
    void morePixelsAllowMoreMemory() throws IOException {
        SourceLimits large = new SourceLimits(1000, 200_000_000, Duration.ofMinutes(1), 3, 5000, 0);
        assertThat(arguments(large)).containsSubsequence("-max_alloc", "2400000000");
        assertThat(arguments(TIGHT)).containsSubsequence("-max_alloc", "805306368");
    }

    /** An image is decoded once, and has a stream for each tile. */
    @Test
    void imagesMayHaveMorePixelsAndStreams() throws IOException {
        Path image = Files.writeString(folder.resolve("image"), "\0\0\0\u0018ftypheic");
        assertThat(DecoderLimits.of(SourceLimits.DEFAULT, image)).isEqualTo(new DecoderLimits(16384L * 16384, 1024));
    }

    private List<String> arguments(SourceLimits limits) throws IOException {
        return Commands.of(source(), List.of(folder), RunSettings.of(1, limits, source()), output(9000), output(4000))
                .arguments();
    }

    private FfmpegOutput output(long cap) {
        return FfmpegOutput.file(Options.NONE, new OutputCap(cap), Options.NONE, folder.resolve("output"));
    }

    private Path source() throws IOException {
        return Files.write(folder.resolve("source"), new byte[10]);
    }

    @Test
    void renditionAtItsCapIsRefused() throws IOException {
        Path a = Files.write(folder.resolve("a"), new byte[60]);
        Path b = Files.write(folder.resolve("b"), new byte[40]);
        assertThat(ended(100, a, b)).containsExactly("failed LIMIT");
        assertThat(ended(101, a, b)).containsExactly("made");
    }

    @ParameterizedTest(name = "{0} s for {1} of it, of {2} s: stopped {3}")
    @CsvSource({
        "9.9, 0.05,  10, false",
        "10,  0.05, 133, true",
        "10,  0.05, 134, false",
        "10,  0.049,  9, false",
        "60,  0.5,   79, true",
        "60,  0.5,   81, false",
    })
    void runThatCantFinishInTimeIsStopped(double seconds, double fraction, long limit, boolean stopped) {
        AtomicLong nanos = new AtomicLong();
        List<EncodeProgress> reported = new ArrayList<>();
        HopelessEncodeGuard run = new HopelessEncodeGuard(Duration.ofSeconds(limit), reported::add, nanos::get);
        nanos.set((long) (seconds * 1e9));
        if (stopped) {
            assertThatExceptionOfType(MediaException.class)
                    .isThrownBy(() -> run.at(EncodeProgress.at(fraction)))
                    .matches(e -> e.kind() == MediaException.Kind.TIME)
                    .withMessageContaining("RENDITIONS_ENCODE_LIMIT");
            assertThat(reported).isEmpty();
        } else {
            assertThatCode(() -> run.at(EncodeProgress.at(fraction))).doesNotThrowAnyException();
            assertThat(reported).hasSize(1);
        }
    }

    private static List<String> ended(long cap, Path... files) {
        Transcoder.Order order = DirectEncode.order(
                Plans.video(0, Optional.empty(), new Size(64, 64)), files[0], Transcoder.Progress.NONE);
        List<OutputFile> outputs = List.of(files).stream()
                .map(file -> new OutputFile(file, "name", "type"))
                .toList();
        Ending ending = new RenditionCap(cap).ending(order, outputs, Duration.ZERO);
        return ending instanceof Ending.Failed failed && failed.cause() instanceof MediaException reason
                ? List.of("failed " + reason.kind())
                : List.of("made");
    }
}
