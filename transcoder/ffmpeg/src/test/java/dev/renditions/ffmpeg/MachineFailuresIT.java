package dev.renditions.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.renditions.api.EncodeProgress;
import dev.renditions.api.Outcome;
import dev.renditions.api.RenditionListener;
import dev.renditions.api.RenditionResult;
import dev.renditions.ffmpeg.process.TestMedia;
import dev.renditions.index.ContentHash;
import dev.renditions.index.RenditionKey;
import dev.renditions.kind.Profile;
import dev.renditions.profile.ProfileCatalog;
import dev.renditions.testing.RealService;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A failure of the machine during an encode is not remembered as one of the content: a copy of the source is encoded next. */
@Timeout(240)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no such signals")
final class MachineFailuresIT {
    private static final Profile PROFILE =
            ProfileCatalog.builtIn().find("mp4-360p").orElseThrow();

    /** The time limit of a program of the system. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Enough for every limit that is checked before an encode; tmpfs takes memory only for what is written. */
    private static final String AMPLE_DISK = "64g";

    @TempDir
    private static Path sources;

    @TempDir
    private Path folder;

    private RealService service;
    private Path source;
    private Path copy;

    @BeforeAll
    static void makeVideo() {
        TestMedia.make(
                sources.resolve("video"),
                "-f lavfi -i testsrc2=size=640x360:rate=30 -t 20 -c:v libx264 -preset ultrafast -pix_fmt yuv420p -f mp4");
    }

    @BeforeEach
    void open() throws IOException {
        service = RealService.in(folder.resolve("service"), Duration.ofMinutes(2), 1);
        source = Files.copy(sources.resolve("video"), folder.resolve("video.mp4"));
        copy = Files.copy(sources.resolve("video"), folder.resolve("copy.mp4"));
    }

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void terminatedProgram() throws IOException {
        assertThat(failed(() -> programs().forEach(ProcessHandle::destroy)).reason())
                .contains("a signal ended the program");
        assertCopyIsMade();
    }

    @Test
    void killedProgram() throws IOException {
        assertThat(failed(() -> programs().forEach(ProcessHandle::destroyForcibly))
                        .reason())
                .contains("killed");
        assertCopyIsMade();
    }

    @Test
    void fileAboveItsSizeLimit() throws IOException {
        RenditionResult result = failed(() -> programs().forEach(program -> limit(program.pid(), "--fsize=20000")));
        assertThat(result.reason()).contains("larger than the limit on files");
        assertCopyIsMade();
    }

    /** A file system in memory that shrinks to what is in it: every further write of ffmpeg fails. */
    @Test
    void fullDisk() throws IOException {
        Path jobs = Files.createDirectories(service.jobs());
        assumeTrue(
                succeeds("mount", "-t", "tmpfs", "-o", "mode=700,size=" + AMPLE_DISK, "tmpfs", jobs.toString()),
                "only the administrator can mount a file system");
        try {
            RenditionResult result = failed(() -> {
                FileStore disk = Files.getFileStore(jobs);
                // A size of 0 means no limit.
                long used = Math.max(4096, disk.getTotalSpace() - disk.getUnallocatedSpace());
                resize(jobs, Long.toString(used));
            });
            assertThat(result.reason()).contains("the disk is full");
            resize(jobs, AMPLE_DISK);
            assertCopyIsMade();
        } finally {
            succeeds("umount", "--lazy", jobs.toString());
        }
    }

    @Test
    void deletedJobFolder() throws IOException {
        failed(() -> delete(service.jobs()));
        assertCopyIsMade();
    }

    @Test
    void overwrittenSource() throws IOException {
        assertThat(failed(() -> overwrite(source)).reason()).contains("changed");
        assertCopyIsMade();
    }

    @Test
    void replacedSource() throws IOException {
        RenditionResult result = failed(() -> {
            Files.writeString(folder.resolve("other"), "not a video");
            Files.move(folder.resolve("other"), source, StandardCopyOption.REPLACE_EXISTING);
        });
        assertThat(result.reason()).contains("changed");
        assertCopyIsMade();
    }

    /** The failed result of an encode during which an action runs. */
    private RenditionResult failed(Action action) {
        AtomicBoolean done = new AtomicBoolean();
        RenditionResult result = service.render(source, PROFILE, new RenditionListener() {
            @Override
            public void progress(Profile profile, EncodeProgress step) {
                if (!done.getAndSet(true)) {
                    try {
                        action.run();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
            }
        });
        assertThat(done).as("the action ran during the encode").isTrue();
        assertThat(result.outcome()).as(result.reason()).isEqualTo(Outcome.FAILED);
        return result;
    }

    private void assertCopyIsMade() throws IOException {
        try (InputStream in = Files.newInputStream(copy)) {
            assertThat(service.index().failures().find(new RenditionKey(ContentHash.of(in), PROFILE.id())))
                    .isEmpty();
        }
        RenditionResult made = service.render(copy, PROFILE, RenditionListener.NONE);
        assertThat(made.outcome()).as(made.reason()).isEqualTo(Outcome.ENCODED);
        assertThat(made.warnings()).isEmpty();
    }

    private static List<ProcessHandle> programs() {
        return ProcessHandle.current()
                .descendants()
                .filter(child -> child.info()
                        .command()
                        .filter(c -> c.endsWith("/ffmpeg"))
                        .isPresent())
                .toList();
    }

    private static void resize(Path disk, String bytes) {
        assertThat(succeeds("mount", "-o", "remount,size=" + bytes, disk.toString()))
                .isTrue();
    }

    private static void limit(long pid, String limit) {
        assumeTrue(succeeds("prlimit", "--pid", Long.toString(pid), limit), "prlimit can't limit a process here");
    }

    /** Whether a program is installed and succeeds. */
    private static boolean succeeds(String... command) {
        try {
            Process program = new ProcessBuilder(command).start();
            assertThat(program.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            return program.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void overwrite(Path file) throws IOException {
        byte[] noise = new byte[(int) (Files.size(file) / 2)];
        Files.write(file, noise, StandardOpenOption.WRITE);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** An action during the encode. */
    @FunctionalInterface
    private interface Action {
        void run() throws IOException;
    }
}
