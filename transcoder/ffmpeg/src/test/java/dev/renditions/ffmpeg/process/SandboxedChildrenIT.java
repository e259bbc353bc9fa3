package dev.renditions.ffmpeg.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.renditions.api.MediaException;
import dev.renditions.ffmpeg.engine.FfmpegLocator;
import dev.renditions.ffmpeg.sandbox.SandboxChoice;
import dev.renditions.ffmpeg.sandbox.SandboxedPrograms;
import dev.renditions.ffmpeg.sandbox.limits.FileAccess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** No process is left, however a run or the JVM ends. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "sandboxes exist only on Linux")
@Timeout(120)
class SandboxedChildrenIT {
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    /** An argument of the started processes, to find them among all processes of the machine. */
    private String mark;

    @BeforeEach
    void mark() {
        mark = "mark-" + UUID.randomUUID();
    }

    @AfterEach
    void noneIsLeft() {
        assertThat(ChildProcesses.all().count()).isZero();
    }

    @ParameterizedTest
    @EnumSource(names = {"BUBBLEWRAP", "UNSHARE"})
    void backgroundProcessesEndWithTheirProgram(SandboxChoice sandbox) throws IOException {
        FfmpegLocator locator = SandboxedPrograms.script(sandbox, folder, hang() + " >/dev/null 2>&1 &\nexit 0");

        assertThat(locator.ffmpeg(FileAccess.writing(folder, 1000))
                        .run(LONG, new CappedText(100))
                        .exitCode())
                .isZero();

        assertGone();
    }

    @ParameterizedTest
    @EnumSource(names = {"BUBBLEWRAP", "UNSHARE", "SETPRIV", "NONE"})
    void treeEndsAtItsTimeLimit(SandboxChoice sandbox) throws IOException {
        FfmpegLocator locator = SandboxedPrograms.script(sandbox, folder, tree());

        assertThatExceptionOfType(MediaException.class)
                .isThrownBy(() -> locator.ffmpeg(FileAccess.writing(folder, 1000))
                        .run(Duration.ofSeconds(2), new CappedText(100)))
                .matches(e -> e.kind() == MediaException.Kind.TIME);

        assertGone();
    }

    @ParameterizedTest
    @EnumSource(names = {"BUBBLEWRAP", "UNSHARE", "SETPRIV", "NONE"})
    void treeEndsWhenItsThreadIsInterrupted(SandboxChoice sandbox) throws Exception {
        FfmpegLocator locator = SandboxedPrograms.script(sandbox, folder, tree());
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        Thread worker = new Thread(() -> {
            try {
                locator.ffmpeg(FileAccess.writing(folder, 1000)).run(LONG, new CappedText(100));
            } catch (RuntimeException e) {
                thrown.complete(e);
            }
        });
        worker.start();
        awaitRunning();

        worker.interrupt();

        assertThat(thrown.get(15, TimeUnit.SECONDS)).isInstanceOf(CancellationException.class);
        assertGone();
    }

    @ParameterizedTest
    @EnumSource(names = {"BUBBLEWRAP", "UNSHARE"})
    void treeEndsWithAKilledJvm(SandboxChoice sandbox) throws Exception {
        killJvm(sandbox, tree());
    }

    /** Without a process namespace, only the program itself ends with the JVM. */
    @ParameterizedTest
    @EnumSource(names = "SETPRIV")
    void programEndsWithAKilledJvm(SandboxChoice sandbox) throws Exception {
        killJvm(sandbox, "exec " + hang());
    }

    private void killJvm(SandboxChoice sandbox, String script) throws Exception {
        SandboxedPrograms.script(sandbox, folder, script);
        Process parent = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        HangingParent.class.getName(),
                        sandbox.name(),
                        folder.toString(),
                        script)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        try {
            awaitRunning();

            parent.destroyForcibly();

            assertThat(parent.waitFor(15, TimeUnit.SECONDS)).isTrue();
            assertGone();
        } finally {
            parent.destroyForcibly();
        }
    }

    /** A shell that waits forever, with the mark as its name. */
    private String hang() {
        return "sh -c 'while sleep 1; do :; done' " + mark;
    }

    private String tree() {
        return hang() + " &\n" + hang();
    }

    private void awaitRunning() {
        await("it runs").atMost(Duration.ofSeconds(30)).until(() -> SandboxedPrograms.runs(mark));
    }

    private void assertGone() {
        await("it is gone").atMost(Duration.ofSeconds(10)).until(() -> !SandboxedPrograms.runs(mark));
    }

    /** Runs a program that hangs, in another JVM. */
    static final class HangingParent {
        private HangingParent() {}

        public static void main(String[] arguments) throws IOException {
            Path folder = Path.of(arguments[1]);
            SandboxedPrograms.script(SandboxChoice.valueOf(arguments[0]), folder, arguments[2])
                    .ffmpeg(FileAccess.writing(folder, 1000))
                    .run(LONG, new CappedText(100));
        }
    }
}
