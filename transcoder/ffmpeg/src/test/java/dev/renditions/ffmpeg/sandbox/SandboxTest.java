package dev.renditions.ffmpeg.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.renditions.ffmpeg.bundle.FfmpegBinaries;
import dev.renditions.ffmpeg.sandbox.limits.FileAccess;
import dev.renditions.ffmpeg.sandbox.limits.InheritedLimits;
import dev.renditions.ffmpeg.sandbox.limits.LimitValues;
import dev.renditions.ffmpeg.sandbox.limits.Prlimit;
import dev.renditions.ffmpeg.sandbox.limits.ShellLimits;
import dev.renditions.ffmpeg.sandbox.self.OwnCapabilities;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SandboxTest {
    private static final FfmpegBinaries BINARIES =
            new FfmpegBinaries(Path.of("/bundle/ffmpeg"), Path.of("/bundle/ffprobe"));

    @TempDir
    private Path folder;

    @Test
    void sourceIsMountedAtItsLinkIfTheFolderOfTheLinkIsNot() throws IOException {
        Path video = Files.createFile(folder.toRealPath().resolve("video"));
        Path link = Files.createSymbolicLink(folder.resolve("source"), video);
        Path output = Files.createDirectory(folder.resolve("out"));

        assertThat(bubblewrap(FileAccess.writing(output, 1, link)))
                .containsSequence("--bind", output.toString(), output.toString())
                .containsSequence("--ro-bind", video.toString(), link.toString())
                .containsSequence("--remount-ro", "/", "--chdir", output.toString())
                .endsWith("/bundle/ffmpeg", "-version")
                .doesNotContainSequence("--bind", folder.toString(), folder.toString());
    }

    @Test
    void sourceIsMountedAtTheTargetOfAVisibleLink() throws IOException {
        Path video = Files.createFile(folder.toRealPath().resolve("video"));
        Path job = Files.createDirectory(folder.resolve("job"));
        Path link = Files.createSymbolicLink(job.resolve("source"), video);

        assertThat(bubblewrap(FileAccess.writing(job, 1, link)))
                .containsSequence("--ro-bind", video.toString(), video.toString());
    }

    @Test
    void readOnlyRunHasNoWritableFolder() throws IOException {
        Path video = Files.createFile(folder.toRealPath().resolve("video"));

        assertThat(bubblewrap(FileAccess.reading(video)))
                .containsSequence("--dir", video.getParent().toString())
                .containsSequence("--ro-bind", video.toString(), video.toString())
                .doesNotContain("--bind");
    }

    @Test
    void limitsFollowTheRunAndAreNeverRaised() {
        Prlimit free = new Prlimit(Path.of("/prlimit"), new LimitValues(1 << 30, 4, new InheritedLimits(Map.of())));
        FileAccess access = FileAccess.writing(folder, 5000);

        assertThat(free.arguments(Duration.ofSeconds(55), access))
                .containsExactly("/prlimit", "--as=1073741824", "--cpu=240", "--fsize=5000", "--core=0");
        assertThat(free.arguments(Duration.ofSeconds(55), FileAccess.reading(folder.resolve("source"))))
                .contains("--fsize=0");
        InheritedLimits inherited = InheritedLimits.parse("""
                Limit                     Soft Limit           Hard Limit           Units
                Max cpu time              unlimited            100                  seconds
                Max file size             unlimited            unlimited            bytes
                Max nice priority         0                    0
                Max address space         1000                 2000                 bytes
                """);
        LimitValues lower = new LimitValues(1 << 30, 4, inherited);
        assertThat(new Prlimit(Path.of("/prlimit"), lower).arguments(Duration.ofSeconds(55), access))
                .contains("--as=2000", "--cpu=100", "--fsize=5000");
        assertThat(new ShellLimits(Path.of("/sh"), lower).arguments(Duration.ofSeconds(55), access))
                .as("in KiB, seconds and blocks of 512 bytes")
                .endsWith("1", "100", "9");
    }

    @ParameterizedTest
    @CsvSource({"000001ffffffffff, true", "00000000a80425fb, true", "0000000000000000, false", "0000000000000001, false"
    })
    void privilegesAreDroppedIfAllowed(String effective, boolean may) {
        assertThat(OwnCapabilities.mayDrop(
                        "Name:\tjava\nCapPrm:\t000001ffffffffff\nCapEff:\t" + effective + "\nSeccomp:\t0\n"))
                .isEqualTo(may);
    }

    @ParameterizedTest
    @EnumSource
    void choicesParseTheirOwnWord(SandboxChoice choice) {
        assertThat(SandboxChoice.parse(choice.word())).isEqualTo(choice);
    }

    @Test
    void unknownChoiceIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SandboxChoice.parse("chroot"))
                .withMessage("'chroot' is not a sandbox; use one of auto, bubblewrap, unshare, setpriv, seccomp, none");
    }

    private static List<String> bubblewrap(FileAccess access) {
        return new Bubblewrap(Path.of("/usr/bin/bwrap"), true, BINARIES, Optional.empty())
                .wrap(List.of("/bundle/ffmpeg", "-version"), access);
    }
}
