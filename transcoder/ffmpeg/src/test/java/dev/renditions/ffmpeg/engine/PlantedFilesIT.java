package dev.renditions.ffmpeg.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.renditions.api.MediaException;
import dev.renditions.api.MediaException.Kind;
import dev.renditions.api.SourceLimits;
import dev.renditions.api.Transcoder;
import dev.renditions.api.Transcoder.Input;
import dev.renditions.ffmpeg.command.Commands;
import dev.renditions.ffmpeg.encoder.Assembly;
import dev.renditions.ffmpeg.image.Storyboard;
import dev.renditions.ffmpeg.process.CappedText;
import dev.renditions.ffmpeg.process.TimeLeft;
import dev.renditions.ffmpeg.sandbox.OwnFile;
import dev.renditions.ffmpeg.sandbox.SandboxChoice;
import dev.renditions.ffmpeg.sandbox.SandboxedPrograms;
import dev.renditions.kind.storyboard.StoryboardPlan;
import dev.renditions.kind.storyboard.StoryboardProfile;
import dev.renditions.kind.storyboard.StoryboardSettings;
import dev.renditions.kind.track.FrameConversion;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.Size;
import dev.renditions.testing.DirectEncode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Links and special files that a hostile program leaves in its folder, and that lead out of its sandbox, are not followed. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the programs are shell scripts")
@Timeout(60)
class PlantedFilesIT {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String OURS = "bytes of the user\n";
    private static final StoryboardPlan STORYBOARD = new StoryboardPlan(
            new StoryboardProfile("storyboard", "", Duration.ofDays(1), new StoryboardSettings(10, 10, 160, 5)),
            0,
            new Size(160, 90),
            10,
            10,
            Duration.ofSeconds(10),
            FrameConversion.NONE);

    @TempDir
    private Path root;

    private Path programs;
    private Path first;
    private Path second;
    private Path source;
    private Path outside;

    @BeforeEach
    void prepare() throws IOException {
        programs = Files.createDirectory(root.resolve("programs"));
        first = Files.createDirectory(root.resolve("out-first"));
        second = Files.createDirectory(root.resolve("out-second"));
        source = Files.writeString(root.resolve("source"), "x");
        outside = Files.writeString(root.resolve("outside"), OURS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ln -s ../outside x",
                "ln -s nowhere x",
                "ln ../outside x",
                "echo > x; ln x y",
                "mkdir x",
                "mkfifo x",
                "cd ../out-second; ln -s ../outside x",
                "ln -s ../outside x; exit 1",
                "ln -s ../outside x; sleep 1000",
            })
    void linkOrSpecialFileFailsTheOrder(String script) throws IOException {
        assertThatExceptionOfType(MediaException.class)
                .isThrownBy(() -> run(script))
                .withMessageContaining("may have exploited a vulnerability")
                .matches(e -> e.kind() == Kind.DAMAGED);
    }

    @Test
    void regularFilesAreAccepted() {
        assertThatCode(() -> run("echo a > x; echo b > ../out-second/y")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource(names = {"BUBBLEWRAP", "NONE"})
    void nothingIsWrittenThroughALink(SandboxChoice sandbox) throws IOException {
        FfmpegLocator locator = SandboxedPrograms.script(
                sandbox, programs, "echo sheet > " + Assembly.UNVERIFIED + "; ln -s " + outside + " cues");
        Transcoder.Order order = DirectEncode.order(STORYBOARD, first, Transcoder.Progress.NONE);

        assertThatExceptionOfType(MediaException.class)
                .isThrownBy(() -> new Storyboard(ffmpeg(locator), STORYBOARD)
                        .encode(
                                Input.strict(
                                        source,
                                        new MediaInfo("", Optional.empty(), List.of(), List.of(), List.of(), 0)),
                                order,
                                new TimeLeft(LONG)));

        assertThat(first.resolve("cues")).isSymbolicLink();
        assertThat(outside).hasContent(OURS);
    }

    @Test
    void ownFilesReplaceLinks() throws IOException {
        Path link = Files.createSymbolicLink(first.resolve("cues"), outside);

        OwnFile.write(link, "cues");

        assertThat(link).isRegularFile().hasContent("cues");
        assertThat(Files.isSymbolicLink(link)).isFalse();
        assertThat(outside).hasContent(OURS);
    }

    private void run(String script) throws IOException {
        Ffmpeg ffmpeg = ffmpeg(FakeProgram.both(programs, script));
        Duration limit = script.contains("sleep") ? Duration.ofSeconds(2) : LONG;
        ffmpeg.run(Commands.of(source, List.of(first, second)), limit, new CappedText(1000));
    }

    private static Ffmpeg ffmpeg(FfmpegLocator locator) {
        FfmpegVersion version = new FfmpegVersion("8.1.2", Optional.empty());
        Engine engine = new Engine(locator, version, new FfmpegCapabilities(Set.of()), List.of());
        return new Ffmpeg(engine, SourceLimits.DEFAULT, 1);
    }
}
