package dev.renditions.ffmpeg.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.ffmpeg.bundle.FfmpegBinaries;
import dev.renditions.ffmpeg.bundle.Platform;
import dev.renditions.ffmpeg.sandbox.launcher.Landlock;
import dev.renditions.ffmpeg.sandbox.launcher.LauncherFile;
import dev.renditions.ffmpeg.sandbox.launcher.LauncherProgram;
import dev.renditions.ffmpeg.sandbox.limits.FileAccess;
import dev.renditions.files.PathRules;
import dev.renditions.files.PrivateFolder;
import dev.renditions.testing.Skip;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher in this machine's kernel, and in kernels whose Landlock is older. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "Landlock and seccomp exist only on Linux")
@Timeout(120)
class LauncherSandboxIT {
    private static final FfmpegBinaries SYSTEM = new FfmpegBinaries(Path.of("/bin/sh"), Path.of("/bin/sh"));
    private static final int REFUSED = 125;

    /** Attempts on files, one after another; none starts a process. */
    private static final String ATTEMPTS = """
            read -r line <source && echo "read $line"
            read -r line <secret && echo 'read a secret'
            echo new >out/new && echo wrote
            echo again >out/new && echo truncated
            echo more >>source && echo 'wrote the source'
            echo new >elsewhere && echo 'wrote elsewhere'
            read -r line </proc/self/stat && echo 'read /proc'
            echo gone >/dev/null && echo 'wrote /dev/null'
            """;

    private static final List<String> REACHED = List.of("read a source", "wrote", "truncated", "wrote /dev/null");

    @TempDir
    private Path folder;

    private LauncherSandbox launcher;
    private FileAccess access;

    private record Ran(int exitCode, String stdout, String stderr) {}

    @BeforeEach
    void prepare() throws IOException {
        launcher = new LauncherSandbox(
                new LauncherFile(folder.resolve("cache"), PathRules.STRICT)
                        .written()
                        .orElseThrow(),
                Optional.of(new Landlock(SYSTEM)));
        Files.createDirectory(folder.resolve("out"));
        access = FileAccess.writing(
                folder.resolve("out"), 1000, Files.writeString(folder.resolve("source"), "a source\n"));
        Files.writeString(folder.resolve("secret"), "a secret\n");
    }

    @Test
    void opensOnlyWhatTheRulesAllow() throws Exception {
        Ran ran = run(launcher.wrap(shell(ATTEMPTS), access));

        assertThat(ran.stdout().lines()).as(ran.stderr()).containsExactlyElementsOf(REACHED);
    }

    /** The rights of Landlock's first, second and third version, and of the fifth, which is the newest for files. */
    @ParameterizedTest
    @ValueSource(ints = {0x1fff, 0x3fff, 0x7fff, 0xffff})
    void olderKernelsApplyTheRulesThatTheyKnow(int rights) throws Exception {
        Path hostile = HostilePrograms.compile(folder);
        List<String> command = new ArrayList<>(HostilePrograms.onKernel(hostile, rights));
        command.addAll(launcher.wrap(shell(ATTEMPTS), access));

        Ran ran = run(command);

        assertThat(ran.stdout().lines()).as(ran.stderr()).containsExactlyElementsOf(REACHED);
    }

    @Test
    void kernelWithoutLandlockRefusesRulesAndNothingElse() throws Exception {
        Path hostile = HostilePrograms.compile(folder);
        List<String> withRules = new ArrayList<>(HostilePrograms.onKernel(hostile, 0));
        List<String> without = new ArrayList<>(withRules);
        withRules.addAll(launcher.wrap(shell("echo ran"), access));
        without.addAll(new LauncherSandbox(launcher.program(), Optional.empty()).wrap(shell("echo ran"), access));

        assertThat(run(withRules)).isEqualTo(new Ran(REFUSED, "", "renditions: landlock refused\n"));
        assertThat(run(without)).isEqualTo(new Ran(0, "ran\n", ""));
    }

    @ParameterizedTest
    @CsvSource({
        "15/no/such/folder -- /bin/sh, 'landlock rule refused, or its path not found'",
        "9/usr -- /bin/sh, 'landlock rule refused, or its path not found'",
        "15 -- /bin/sh, 'landlock rule refused, or its path not found'",
        "15/usr, 'landlock rule refused, or its path not found'",
        "0/usr -- /bin/sh, 'landlock rule refused, or its path not found'",
        "15/usr --, 'program not found, or refused'",
        "15/usr -- /no/such/program, 'program not found, or refused'",
        "-- /bin/sh, 'program not found, or refused'",
        "/no/such/program, 'program not found, or refused'",
        "'', 'program not found, or refused'"
    })
    void failedStepIsNamed(String arguments, String message) throws Exception {
        List<String> command = new ArrayList<>(List.of(launcher.program().toString()));
        command.addAll(arguments.isEmpty() ? List.of() : List.of(arguments.split(" ")));

        assertThat(run(command)).isEqualTo(new Ran(REFUSED, "", "renditions: " + message + "\n"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void argumentsEnvironmentAndExitCodeArePassedOn(boolean rules) throws Exception {
        LauncherSandbox used = rules ? launcher : new LauncherSandbox(launcher.program(), Optional.empty());
        List<String> command =
                List.of("/bin/sh", "-c", "[ \"$1$2$CANARY\" = \"a -- b\" ] && exit 7", "sh", "a ", "-- ");

        assertThat(run(used.wrap(command, access)).exitCode()).isEqualTo(7);
    }

    @Test
    void otherProcessesAreRefused() throws Exception {
        assertThat(run(launcher.wrap(shell("/bin/true; exit 0"), access)).stderr())
                .contains("fork");
    }

    @Test
    void bytesAreThoseOfTheAssembly() throws Exception {
        for (String machine : List.of("x86_64", "arm64")) {
            Platform platform = machine.equals("arm64") ? Platform.LINUX_ARM64 : Platform.LINUX_X86_64;
            String tools = machine.equals("arm64") ? "aarch64-linux-gnu-" : "x86_64-linux-gnu-";
            Path object = folder.resolve(machine + ".o");
            Path code = folder.resolve(machine + ".bin");
            Path source = Path.of("src", "main", "assembly", "launcher-" + machine + ".s");
            assertThat(run(List.of(tool(tools + "as"), "-o", object.toString(), source.toString())))
                    .isEqualTo(new Ran(0, "", ""));
            assertThat(run(List.of(
                            tool(tools + "objcopy"),
                            "-O",
                            "binary",
                            "-j",
                            ".text",
                            object.toString(),
                            code.toString())))
                    .isEqualTo(new Ran(0, "", ""));

            assertThat(HexFormat.of().formatHex(new LauncherProgram(platform).code()))
                    .as(machine)
                    .isEqualTo(HexFormat.of().formatHex(Files.readAllBytes(code)));
        }
    }

    /** Up to the first step that the emulator does not support: it has neither Landlock nor seccomp filters. */
    @Test
    void launcherOfArm64RunsInAnEmulator() throws Exception {
        String emulator = tool("qemu-aarch64");
        Path arm64 = Files.write(folder.resolve("arm64"), new LauncherProgram(Platform.LINUX_ARM64).bytes());
        String arm = Files.setPosixFilePermissions(arm64, PosixFilePermissions.fromString("rwx------"))
                .toString();

        assertThat(run(List.of(emulator, arm, "15/usr", "--", "/bin/sh")))
                .isEqualTo(new Ran(REFUSED, "", "renditions: landlock refused\n"));
        assertThat(run(List.of(emulator, arm, "/bin/sh")))
                .isEqualTo(new Ran(REFUSED, "", "renditions: seccomp filter refused\n"));
    }

    @Test
    void isNotWrittenWhereOthersCanChangeIt() throws IOException {
        Path open = Files.createDirectory(folder.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThat(new LauncherFile(open, PathRules.STRICT).written()).isEmpty();
        assertThat(new LauncherFile(folder.resolve("new"), PathRules.STRICT).written())
                .hasValueSatisfying(file -> assertThat(file).isExecutable());
    }

    /** Other users can't change the folder itself, but could replace its parent between two runs. */
    @Test
    void isNotWrittenBelowAFolderThatOthersCanReplace() throws IOException {
        Path shared = Files.createDirectory(folder.resolve("shared"));
        Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxrwx"));
        Path existing = Files.createDirectories(shared.resolve("a/b"), PrivateFolder.forOwnersFolder());

        assertThat(new LauncherFile(existing, PathRules.STRICT).written()).isEmpty();
        assertThat(new LauncherFile(shared.resolve("c/d"), PathRules.STRICT).written())
                .isEmpty();

        assertThat(existing).isEmptyDirectory();
        assertThat(shared.resolve("c")).doesNotExist();
        assertThat(new LauncherFile(existing, PathRules.exempting(List.of(shared))).written())
                .isPresent();
    }

    @Test
    void isWrittenAgainIfItIsNotExecutable() throws IOException {
        Path cache = folder.resolve("healed");
        Path file = new LauncherFile(cache, PathRules.STRICT).written().orElseThrow();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

        assertThat(new LauncherFile(cache, PathRules.STRICT).written()).contains(file);

        assertThat(file).isExecutable();
        assertThat(cache.toFile().list()).as("files of the cache").hasSize(1);
    }

    /** A shell that runs a script in the folder of this test. */
    private List<String> shell(String script) {
        return List.of("/bin/sh", "-c", "cd " + folder + "\n" + script);
    }

    private static String tool(String name) {
        Optional<Path> found = SandboxTools.ofSystem().find(name);
        if (found.isEmpty()) {
            Skip.test("the launcher is not assembled or not emulated: " + name + " is not installed");
        }
        return found.orElseThrow().toString();
    }

    private static Ran run(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("CANARY", "b");
        Process process = builder.start();
        process.getOutputStream().close();
        String stdout = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String stderr = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Ran(process.exitValue(), stdout, stderr);
    }
}
