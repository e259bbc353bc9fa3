package dev.renditions.ffmpeg.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import dev.renditions.api.MediaException;
import dev.renditions.api.MediaException.Kind;
import dev.renditions.ffmpeg.bundle.FfmpegBinaries;
import dev.renditions.ffmpeg.engine.FakeProgram;
import dev.renditions.ffmpeg.engine.FfmpegLocator;
import dev.renditions.ffmpeg.sandbox.Confinement;
import dev.renditions.ffmpeg.sandbox.limits.FileAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the programs are shell scripts")
@Timeout(60)
class ConfinedProcessIT {
    private static final Duration LONG = Duration.ofSeconds(30);

    /** Starts a child, writes both process ids, and waits forever. */
    private static final String HANGING = "sleep 1000 &\necho $! > grandchild\necho $$ > child\nwait";

    @TempDir
    private Path folder;

    @AfterEach
    void noProcessIsLeft() {
        assertThat(ChildProcesses.all().count()).isZero();
    }

    @Test
    void environmentHoldsNoneOfOurVariables() throws IOException {
        assertThat(System.getenv())
                .as("the canary")
                .containsEntry("AWS_SECRET_ACCESS_KEY", "canary-of-the-environment");
        CappedText printed = new CappedText(100_000);

        ConfinedProcess.Ended ended = process("env; pwd").run(LONG, printed);

        assertThat(ended.exitCode()).isZero();
        assertThat(printed.text())
                .contains("LC_ALL=C\n", "TMPDIR=" + folder + "\n", "HOME=" + folder + "\n")
                .endsWith("\n" + folder.toRealPath() + "\n")
                .doesNotContain("canary", "AWS", "JAVA", "MAVEN", "USER");
        assertThat(printed.text().lines().map(line -> line.replaceAll("=.*", "")))
                .filteredOn(name -> !name.startsWith("/"))
                .isSubsetOf(
                        "LC_ALL",
                        "TMPDIR",
                        "HOME",
                        "PATH",
                        "PWD",
                        "OLDPWD",
                        "SHLVL",
                        "SVT_LOG",
                        "MALLOC_ARENA_MAX",
                        "_");
    }

    @Test
    void standardInputIsEmpty() throws IOException {
        CappedText printed = new CappedText(1000);

        process("cat; echo end").run(LONG, printed);

        assertThat(printed.text()).isEqualTo("end\n");
    }

    @Test
    void argumentsArePassedAsTheyAre() throws IOException {
        ConfinedProcess process = process("for a in \"$@\"; do echo \"<$a>\"; done");
        CappedText printed = new CappedText(1000);
        process.addArgument("a b; $(touch here) 'c' *");
        process.addArgument("");

        process.run(LONG, printed);

        assertThat(printed.text()).isEqualTo("<a b; $(touch here) 'c' *>\n<>\n");
    }

    @Test
    void stderrIsKeptUpToALimit() throws IOException {
        ConfinedProcess.Ended ended = process("yes 123456789 | head -n 100000 >&2; echo last >&2; exit 3")
                .run(LONG, new CappedText(10));

        assertThat(ended.exitCode()).isEqualTo(3);
        assertThat(ended.stderr()).hasSize(16 * 1024).endsWith("last\n");
    }

    @Test
    void wholeTreeIsKilledAtItsTimeLimit() throws IOException {
        assertThatExceptionOfType(MediaException.class)
                .isThrownBy(() -> process(HANGING).run(Duration.ofSeconds(2), new CappedText(10)))
                .matches(e -> e.kind() == Kind.TIME)
                .withMessageContaining("2 seconds");

        assertTreeIsGone();
    }

    @Test
    void wholeTreeIsKilledWhenTheThreadIsInterrupted() throws Exception {
        ConfinedProcess process = process(HANGING);
        CompletableFuture<Boolean> flag = new CompletableFuture<>();
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        Thread worker = new Thread(() -> {
            try {
                process.run(LONG, new CappedText(10));
            } catch (RuntimeException e) {
                thrown.complete(e);
            }
            flag.complete(Thread.currentThread().isInterrupted());
        });
        worker.start();
        FakeProgram.awaitProcess(folder.resolve("child"));

        worker.interrupt();

        assertThat(thrown.get(15, TimeUnit.SECONDS)).isInstanceOf(CancellationException.class);
        assertThat(flag.get(15, TimeUnit.SECONDS)).as("interrupted").isTrue();
        assertTreeIsGone();
    }

    @Test
    void programThatPrintsTooMuchIsKilled() throws IOException {
        assertThatExceptionOfType(MediaException.class)
                .isThrownBy(() -> process("yes").run(LONG, new CappedText(10_000)))
                .matches(e -> e.kind() == Kind.LIMIT);
    }

    @Test
    void exceptionOfTheReaderEndsTheProgram() throws IOException {
        ConfinedProcess process = process("echo out_time_us=1; echo speed=1x; " + HANGING);

        assertThatIllegalStateException()
                .isThrownBy(() -> process.run(LONG, new ProgressLines(Optional.of(Duration.ofSeconds(1)), fraction -> {
                    throw new IllegalStateException("at " + fraction);
                })))
                .withMessageStartingWith("at ");
    }

    @Test
    void programThatCantBeRunIsAFailureOfTheEngine() throws IOException {
        ConfinedProcess process = process("true");
        Files.delete(folder.resolve("ffmpeg"));

        assertThatExceptionOfType(MediaException.class)
                .isThrownBy(() -> process.run(LONG, new CappedText(10)))
                .matches(e -> e.kind() == Kind.ENGINE)
                .withMessageContaining(folder.resolve("ffmpeg").toString());
    }

    @Test
    void closeKillsTheProgramAndIsIdempotent() throws IOException {
        ConfinedProcess process = process(HANGING);
        process.execute();
        FakeProgram.awaitProcess(folder.resolve("child"));

        process.close();

        assertThatCode(process::close).doesNotThrowAnyException();
        assertTreeIsGone();
    }

    @Test
    void treeEndsWithTheJvm() throws Exception {
        FakeProgram.both(folder, HANGING);
        Process parent = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        HangingParent.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        try {
            FakeProgram.awaitProcess(folder.resolve("child"));

            parent.destroy();

            assertThat(parent.waitFor(15, TimeUnit.SECONDS)).isTrue();
            assertTreeIsGone();
        } finally {
            parent.destroyForcibly();
        }
    }

    private ConfinedProcess process(String script) throws IOException {
        return FakeProgram.both(folder, script).ffmpeg(FileAccess.writing(folder, 1000));
    }

    private void assertTreeIsGone() throws IOException {
        for (String name : new String[] {"child", "grandchild"}) {
            long pid = Long.parseLong(Files.readString(folder.resolve(name)).strip());
            await(name).atMost(Duration.ofSeconds(10)).until(() -> !runs(pid));
        }
    }

    /** A killed process that its new parent has not reaped yet is a zombie, which counts as gone. */
    private static boolean runs(long pid) throws IOException {
        Path status = Path.of("/proc/" + pid + "/status");
        if (Files.exists(Path.of("/proc/self/status"))) {
            return Files.exists(status) && !Files.readString(status).contains("State:\tZ");
        }
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    /** Runs a program that hangs, in another JVM. */
    static final class HangingParent {
        private HangingParent() {}

        public static void main(String[] args) {
            Path folder = Path.of(args[0]);
            new FfmpegLocator(new FfmpegBinaries(folder.resolve("ffmpeg"), folder.resolve("ffprobe")), Confinement.NONE)
                    .ffmpeg(FileAccess.writing(folder, 1000))
                    .run(LONG, new CappedText(10));
        }
    }
}
