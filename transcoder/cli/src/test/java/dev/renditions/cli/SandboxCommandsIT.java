package dev.renditions.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.renditions.api.IndexSecret;
import dev.renditions.cli.display.Cli;
import dev.renditions.config.Setting;
import dev.renditions.ffmpeg.sandbox.SandboxChoice;
import dev.renditions.testing.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class SandboxCommandsIT {
    private static final String SAMPLE =
            Checkout.path("samples", "video-720p.mp4").toString();

    private static final String STILL = Checkout.path("samples", "still.png").toString();

    @TempDir
    private Path folder;

    @Test
    void verboseProbeShowsTheEngineAndItsSandbox() {
        Cli.Ran ran = new Cli(folder).run("probe", SAMPLE, "--verbose");

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out())
                .containsPattern("engine +ffmpeg 8")
                .containsPattern("encoders +.*libx264.*aac")
                .containsPattern("sandbox +(bubblewrap|unshare|setpriv|none): ")
                .containsPattern("limits +(memory 16384 MiB|none)");
        assertThat(new Cli(folder).run("probe", SAMPLE).out()).doesNotContain("sandbox", "limits");
    }

    @Test
    void noSandboxIsUsedWithJailNone() {
        Cli.Ran ran = new Cli(folder).run("probe", SAMPLE, "--verbose", "--jail", "none");

        assertThat(ran.out()).containsPattern("sandbox +none: ").doesNotContain("unavailable");
    }

    @Test
    void indexKeyThatFfmpegCanReadIsWarnedOfOnce() throws Exception {
        assertThat(warningsOf("none")).isOne();
    }

    @Test
    void indexKeyThatFfmpegCantReadIsNotWarnedOf() throws Exception {
        assumeTrue(
                new Cli(folder).run("probe", SAMPLE, "--verbose").out().contains(SandboxChoice.BUBBLEWRAP.word() + ":"),
                "bubblewrap does not run here");
        assertThat(warningsOf(SandboxChoice.BUBBLEWRAP.word())).isZero();
    }

    private long warningsOf(String sandbox) throws Exception {
        try (RunningProgram program = new RunningProgram(folder)) {
            program.with(Setting.INDEX, "memcached://127.0.0.1:1").with(Setting.JAIL, sandbox);
            program.start(List.of("run", SAMPLE, STILL, "--profiles", "poster"));
            assertThat(program.awaitExit(Duration.ofSeconds(60)))
                    .as(program.log())
                    .isZero();
            return program.log()
                    .lines()
                    .filter(line -> line.contains(IndexSecret.NAME + ", and the sandbox"))
                    .count();
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "the program is a shell script")
    void unavailableSandboxIsRefusedBeforeAnyJobStarts() throws IOException {
        // The program needs a file that bubblewrap hides. Without bubblewrap, the sandbox is unavailable anyway.
        Path needed = Files.writeString(folder.resolve("needed"), "x");
        Path programs = Files.createDirectory(folder.resolve("programs"));
        for (String name : new String[] {"ffmpeg", "ffprobe"}) {
            Path program = Files.writeString(
                    programs.resolve(name),
                    "#!/bin/sh\ncat " + needed + " >/dev/null && echo 'ffmpeg version 8.1.2 x'\n");
            Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        }

        Cli.Ran ran =
                new Cli(folder).with(Setting.FFMPEG, programs.toString()).run("run", SAMPLE, "--jail", "bubblewrap");

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err())
                .startsWith(
                        "renditions: RENDITIONS_FFMPEG, --jail: ffmpeg can't run in the required sandbox 'bubblewrap' (");
        assertThat(folder.resolve("store")).doesNotExist();
    }
}
