package dev.renditions.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
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
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The seccomp filter and Landlock in this machine's kernel, around the bundled ffmpeg. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "other systems have neither")
@Timeout(180)
class WallsIT {
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final Platform PLATFORM = Platform.current().orElseThrow();

    @TempDir
    private Path folder;

    private Path job;
    private Path source;

    @BeforeEach
    void prepare() throws IOException {
        job = Files.createDirectory(folder.resolve("job"));
        source = Files.copy(Path.of("..", "samples", "video-720p.mp4"), folder.resolve("source"));
    }

    /** All that the profiles encode with; each starts threads in its own way. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "out.mp4 -t 1 -c:v libx264 -c:a aac",
                "out.mp4 -t 1 -vf scale=320:180 -c:v libx265 -an",
                "out.mp4 -t 1 -vf scale=320:180 -c:v libsvtav1 -c:a libopus",
                "out.webp -t 1 -vf scale=320:180 -c:v libwebp_anim -an",
                "out.mp3 -vn -c:a libmp3lame",
                "out.jpg -frames:v 1 -update 1"
            })
    void bundledFfmpegEncodesBehindEachWall(String output) throws Exception {
        for (FfmpegLocator locator : walls()) {
            List<String> words = List.of(output.split(" "));
            ConfinedProcess process = locator.ffmpeg(Access.writing(job, 1 << 24, source));
            List.of("-nostdin", "-loglevel", "error", "-y", "-i", source.toString())
                    .forEach(process::addArgument);
            words.subList(1, words.size()).forEach(process::addArgument);
            process.addArgument(job.resolve(words.get(0)).toString());

            ConfinedProcess.Ended ended = process.run(LONG, ConfinedProcess.Output.IGNORED);

            assertThat(ended.exitCode()).as("%s: %s", locator, ended.stderr()).isZero();
            assertThat(Files.size(job.resolve(words.get(0)))).isPositive();
        }
    }

    private static List<FfmpegLocator> walls() throws Exception {
        return List.of(
                find(JailChoice.SECCOMP, Path.of("/usr/bin")), find(JailChoice.SETPRIV, HostilePrograms.newSetpriv()));
    }

    private static FfmpegLocator find(JailChoice choice, Path tools) {
        FfmpegBinaries bundled = FfmpegBinaries.find(Optional.empty(), TestMedia.SETTINGS.cache());
        JailTrial.Found found = JailTrial.of(
                bundled,
                new JailSettings(choice, JailSettings.DEFAULT.memoryBytes()),
                new Tools(List.of(tools, Path.of("/usr/bin"))),
                TestMedia.SETTINGS.cache());
        assertThat(found.warnings()).isEmpty();
        assertThat(found.locator().confinement().jail().describe()).contains("seccomp");
        return found.locator();
    }

    /** The filter that setpriv is given, loaded by another program. */
    @Test
    void filterIsOneThatTheKernelTakes() throws Exception {
        Path hostile = HostilePrograms.compile(folder);
        Path filter = Seccomp.forSetpriv(PLATFORM, folder.resolve("cache")).file();

        assertThat(exitCode(hostile.toString(), "--load", filter.toString(), hostile.toString(), "-version"))
                .isZero();
        assertThat(exitCode(hostile.toString(), "--load", filter.toString(), "/bin/sh", "-c", "/bin/true; true"))
                .as("a shell can't start another process")
                .isNotZero();
    }

    @Test
    void launcherPassesOnArgumentsEnvironmentAndExitCode() throws Exception {
        String launcher = launcher();

        assertThat(exitCode(launcher, "/bin/sh", "-c", "[ \"$1$CANARY\" = \"a b\" ] && exit 7", "sh", "a "))
                .isEqualTo(7);
        assertThat(exitCode(launcher, "/no/such/program")).isEqualTo(125);
    }

    /** That of arm64 is tried where an emulator of it is installed; the numbers of its calls are those of the kernel. */
    @ParameterizedTest
    @EnumSource(names = {"LINUX_X86_64", "LINUX_ARM64"})
    void launcherIsAProgramOfItsMachine(Platform platform) {
        byte[] bytes = new SeccompLauncher(platform).bytes();

        assertThat(bytes).startsWith(0x7f, 'E', 'L', 'F');
        assertThat(bytes[18] & 0xff).isEqualTo(platform == Platform.LINUX_ARM64 ? 183 : 62);
        assertThat(bytes.length - 0x1c0).isEqualTo(new SeccompFilter(platform).bytes().length);
        assertThat(new String(bytes, StandardCharsets.ISO_8859_1).substring(0x190, 0x190 + 43))
                .endsWith("\n");
    }

    @Test
    void filterAndLauncherAreNotWrittenWhereOthersCanChangeThem() throws IOException {
        Path open = Files.createDirectory(folder.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThat(new SeccompFiles(open).byLauncher()).isEmpty();
        assertThat(new SeccompFiles(open).forSetpriv()).isEmpty();
        assertThat(new SeccompFiles(folder.resolve("new")).byLauncher())
                .hasValueSatisfying(seccomp -> assertThat(seccomp.file()).isExecutable());
    }

    private String launcher() throws IOException {
        return Seccomp.byLauncher(PLATFORM, folder.resolve("cache")).file().toString();
    }

    private static int exitCode(String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("CANARY", "b");
        Process process = builder.start();
        process.getInputStream().readAllBytes();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }
}
