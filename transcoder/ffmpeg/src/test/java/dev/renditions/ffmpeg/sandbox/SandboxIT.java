package dev.renditions.ffmpeg.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.renditions.api.SourceLimits;
import dev.renditions.ffmpeg.engine.FfmpegLocator;
import dev.renditions.ffmpeg.probe.Ffprobe;
import dev.renditions.ffmpeg.probe.Probe;
import dev.renditions.ffmpeg.process.CappedText;
import dev.renditions.ffmpeg.process.ConfinedProcess;
import dev.renditions.ffmpeg.process.TestMedia;
import dev.renditions.ffmpeg.sandbox.limits.FileAccess;
import dev.renditions.testing.CanaryServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a hostile program can do in a sandbox: it runs here without whitelists. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "sandboxes exist only on Linux")
@Timeout(120)
class SandboxIT {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final int NOBODY = 65534;

    /** The build sets it in the environment of this process. */
    private static final String SECRET = "canary-of-the-environment";

    @TempDir
    private Path root;

    private Path job;

    private Path canary;

    @BeforeEach
    void prepare() throws IOException {
        job = Files.createDirectories(root.resolve("job"));
        canary = TestMedia.make(root.resolve("canary.png"), "-f lavfi -i color=size=16x16 -frames:v 1 -update 1");
    }

    @Test
    void canariesAreReachedWithoutASandbox() throws IOException {
        try (CanaryServer server = new CanaryServer()) {
            assertThat(ffmpeg(SandboxChoice.NONE, "-i", canary.toString(), "-f", "null", "-"))
                    .isZero();
            ffmpeg(SandboxChoice.NONE, "-i", server.url(), "-f", "null", "-");
            assertThat(server.requests()).isNotEmpty();
        }
        assertThat(printed(SandboxChoice.NONE, "cat /proc/[0-9]*/environ")).contains(SECRET);
    }

    @Test
    void otherFilesAreNotVisible() {
        assertThat(ffmpeg(SandboxChoice.BUBBLEWRAP, "-i", canary.toString(), "-f", "null", "-"))
                .isNotZero();
    }

    @Test
    void onlyProgramsOfTheMachineAreVisible() throws IOException {
        String seen =
                printed(SandboxChoice.BUBBLEWRAP, "ls /; echo; ls /etc /root /home /proc /var /tmp; cat /etc/passwd");

        assertThat(seen.lines().takeWhile(line -> !line.isEmpty()))
                .isSubsetOf("bin", "dev", "etc", "lib", "lib32", "lib64", "nix", "sbin", "usr", top(job));
        assertThat(seen).doesNotContain("passwd", "root:", canary.getFileName().toString());
    }

    @Test
    void nothingIsWrittenOutsideTheJob() throws IOException {
        Path outside = root.resolve("outside.png");
        String[] picture = {"-f", "lavfi", "-i", "color=size=16x16", "-frames:v", "1", "-update", "1"};

        assertThat(ffmpeg(SandboxChoice.BUBBLEWRAP, and(picture, outside.toString())))
                .isNotZero();
        assertThat(ffmpeg(
                        SandboxChoice.BUBBLEWRAP,
                        and(picture, job.resolve("inside.png").toString())))
                .isZero();

        assertThat(outside).doesNotExist();
        assertThat(job.resolve("inside.png")).exists();
        assertThat(printed(
                        SandboxChoice.BUBBLEWRAP, "for f in / /usr /usr/bin /etc; do echo x > $f/x && echo open; done"))
                .doesNotContain("open");
    }

    @Test
    void sourceIsReadThroughItsLinkAndNeverWritten() throws IOException {
        Path real = Files.writeString(root.resolve("a video, é.mp4"), "bytes of the source\n");
        for (Path link : List.of(root.resolve("source"), job.resolve("source"))) {
            Files.createSymbolicLink(link, real);
            FfmpegLocator locator = SandboxedPrograms.script(
                    SandboxChoice.BUBBLEWRAP, job, "cat " + link + "; echo x >> " + link + " && echo written");
            CappedText printed = new CappedText(1000);

            locator.ffmpeg(FileAccess.writing(job, 1000, link)).run(LONG, printed);

            assertThat(printed.text()).isEqualTo("bytes of the source\n");
        }
        assertThat(real).hasContent("bytes of the source\n");
    }

    @Test
    void readOnlyRunWritesNothing() throws IOException {
        Path source = Files.writeString(job.resolve("source"), "x");
        FfmpegLocator locator = SandboxedPrograms.script(
                SandboxChoice.BUBBLEWRAP, root.resolve("job"), "echo x > y && echo written; pwd");
        CappedText printed = new CappedText(1000);

        locator.ffprobe(FileAccess.reading(source)).run(LONG, printed);

        assertThat(printed.text()).isEqualTo(job.toRealPath() + "\n");
        assertThat(job.resolve("y")).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource(names = {"BUBBLEWRAP", "UNSHARE"})
    void networkIsUnreachable(SandboxChoice sandbox) throws IOException {
        try (CanaryServer server = new CanaryServer()) {
            assertThat(ffmpeg(sandbox, "-i", server.url(), "-f", "null", "-")).isNotZero();
            assertThat(server.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"BUBBLEWRAP", "UNSHARE"})
    void secretsOfOtherProcessesAreNotVisible(SandboxChoice sandbox) throws IOException {
        Sandbox found = SandboxedPrograms.bundled(sandbox).confinement().sandbox();
        assumeThat(!(found instanceof Unshare unshare) || unshare.ownProc())
                .as("/proc can be mounted here")
                .isTrue();

        assertThat(printed(sandbox, "cat /proc/[0-9]*/environ; echo end"))
                .endsWith("end\n")
                .doesNotContain(SECRET);
    }

    @ParameterizedTest
    @EnumSource(names = {"BUBBLEWRAP", "UNSHARE", "SETPRIV", "NONE"})
    void environmentHoldsNoCredentials(SandboxChoice sandbox) throws IOException {
        assertThat(printed(sandbox, "env")).contains("LC_ALL=C").doesNotContain("AWS_", SECRET, "JAVA", "MAVEN");
    }

    @ParameterizedTest
    @EnumSource(names = {"UNSHARE", "SETPRIV"})
    void privilegesAreDropped(SandboxChoice sandbox) throws IOException {
        assertThat(printed(sandbox, "cat /proc/self/status"))
                .containsPattern("CapEff:\\s+0+\\n")
                .containsPattern("CapBnd:\\s+0+\\n|CapPrm:\\s+0+\\n")
                .containsPattern("NoNewPrivs:\\s+1");
    }

    /** The administrator can process anybody's files; only reading them is privileged. */
    @ParameterizedTest
    @EnumSource(names = {"BUBBLEWRAP", "UNSHARE", "SETPRIV"})
    void administratorReadsTheFilesOfOthers(SandboxChoice sandbox) throws IOException {
        assumeThat(FileAccess.isRoot()).as("run by the administrator").isTrue();
        FfmpegLocator locator = SandboxedPrograms.bundled(sandbox);
        assumeThat(locator.confinement().sandbox() instanceof Bubblewrap b && b.ownUsers()
                        || locator.confinement().sandbox() instanceof Unshare u && u.ownUsers())
                .as("a user namespace")
                .isFalse();
        Path link = videoOfAnotherUser();

        assertThat(new Probe(new Ffprobe(locator, SourceLimits.DEFAULT))
                        .of(link)
                        .video())
                .hasSize(1);
    }

    /** The capability to read all files is bit 2 of the capabilities; bit 1 would be to write all files. */
    @ParameterizedTest
    @EnumSource(names = {"UNSHARE", "SETPRIV"})
    void administratorsProgramCanReadButNotWriteTheFilesOfOthers(SandboxChoice sandbox) throws IOException {
        assumeThat(FileAccess.isRoot()).as("run by the administrator").isTrue();
        FfmpegLocator locator = SandboxedPrograms.script(sandbox, job, "cat /proc/self/status");
        assumeThat(locator.confinement().sandbox() instanceof Unshare u && u.ownUsers())
                .as("a user namespace")
                .isFalse();
        CappedText printed = new CappedText(1 << 20);

        locator.ffmpeg(FileAccess.writing(job, 1000, videoOfAnotherUser())).run(LONG, printed);

        assertThat(printed.text()).containsPattern("CapBnd:\\s+0*4\\n");
        assertThat(new Bubblewrap(Path.of("/bwrap"), false, locator.binaries(), Optional.empty())
                        .wrap(List.of(), FileAccess.writing(job, 1000, root.resolve("link"))))
                .containsOnlyOnce("--cap-add")
                .containsSequence("--cap-add", "CAP_DAC_READ_SEARCH");
    }

    /** A link to a video that only its owner and the administrator can read. */
    private Path videoOfAnotherUser() throws IOException {
        Path home = Files.createDirectory(root.resolve("home"));
        Path video = Files.copy(canary, home.resolve("video"));
        for (Path path : List.of(video, home)) {
            Files.setPosixFilePermissions(
                    path, PosixFilePermissions.fromString(path == home ? "rwx------" : "rw-------"));
            Files.setAttribute(path, "unix:uid", NOBODY);
        }
        return Files.createSymbolicLink(root.resolve("link"), video);
    }

    private int ffmpeg(SandboxChoice sandbox, String... arguments) {
        ConfinedProcess process = SandboxedPrograms.bundled(sandbox).ffmpeg(FileAccess.writing(job, 1 << 20));
        List.of("-nostdin", "-loglevel", "error", "-y").forEach(process::addArgument);
        List.of(arguments).forEach(process::addArgument);
        return process.run(LONG, new CappedText(1000)).exitCode();
    }

    private String printed(SandboxChoice sandbox, String script) throws IOException {
        CappedText printed = new CappedText(1 << 20);
        SandboxedPrograms.script(sandbox, job, script)
                .ffmpeg(FileAccess.writing(job, 1000))
                .run(LONG, printed);
        return printed.text();
    }

    private static String[] and(String[] arguments, String last) {
        String[] all = Arrays.copyOf(arguments, arguments.length + 1);
        all[arguments.length] = last;
        return all;
    }

    private static String top(Path path) throws IOException {
        return path.toRealPath().getName(0).toString();
    }
}
