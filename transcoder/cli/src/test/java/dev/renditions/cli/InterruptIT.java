package dev.renditions.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.renditions.config.Setting;
import dev.renditions.ffmpeg.process.TestMedia;
import dev.renditions.index.ContentHash;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.codec.IndexKeys;
import dev.renditions.index.memcached.MemcachedServer;
import dev.renditions.profile.ProfileCatalog;
import dev.renditions.testing.Checkout;
import dev.renditions.testing.EndlessObject;
import dev.renditions.testing.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that is stopped while it encodes leaves nothing behind. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no such signals")
@Timeout(180)
final class InterruptIT {
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(15);
    private static final String PROFILE = "mp4-720p";

    /** Holds sources that take far longer to encode than the tests do. */
    @TempDir
    private static Path sources;

    private static Path film;
    private static Path other;

    @TempDir
    private Path folder;

    private RunningProgram program;
    private List<ProcessHandle> children = List.of();

    @BeforeAll
    static void makeSources() {
        Path sample = Checkout.path("samples", "video-720p.mp4").toAbsolutePath();
        film = TestMedia.make(sources.resolve("film.mp4"), "-stream_loop 59 -i " + sample + " -c copy");
        other = TestMedia.make(sources.resolve("other.mp4"), "-stream_loop 49 -i " + sample + " -c copy");
    }

    @BeforeEach
    void prepare() {
        program = new RunningProgram(folder);
    }

    @AfterEach
    void stopProgram() {
        program.close();
    }

    @Test
    void interruptLeavesNothing() throws Exception {
        assumeInterruptsAreNotIgnored();
        startEncoding(film);

        RunningProgram.signal("INT", program.pid());

        assertEndsWithNothingLeft(130);
    }

    @Test
    void terminationLeavesNothing() throws Exception {
        startEncoding(film);

        RunningProgram.signal("TERM", program.pid());

        assertEndsWithNothingLeft(143);
    }

    /** A terminal sends Ctrl-C to ffmpeg as well, which then completes its output: a playable, but truncated file. */
    @Test
    void interruptOfTheWholeGroupLeavesNothing() throws Exception {
        assumeInterruptsAreNotIgnored();
        startEncoding(film);

        RunningProgram.signal("INT", program.encoders().get(0).pid(), program.pid());

        assertEndsWithNothingLeft(130);
    }

    @Test
    void interruptReleasesEveryLease() throws Exception {
        assumeInterruptsAreNotIgnored();
        try (MemcachedServer memcached = MemcachedServer.startOrSkip()) {
            program.with(Setting.INDEX, memcached.uri())
                    .with(Setting.INDEX_BUDGET, "2s")
                    .with(Setting.JOBS, "2");
            startEncoding(film, other);
            List<String> leases = List.of(lease(film), lease(other));
            assertThat(leases)
                    .allSatisfy(lease -> assertThat(memcached.get(lease)).isPresent());

            RunningProgram.signal("INT", program.pid());

            assertEndsWithNothingLeft(130);
            assertThat(leases)
                    .as("empty, or released: no holder before the seal")
                    .allSatisfy(lease ->
                            assertThat(memcached.get(lease).orElse(" ")).startsWith(" "));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"probe", "explain " + PROFILE, "index get " + PROFILE, "index evict " + PROFILE})
    void interruptDuringADownloadLeavesNothing(String command) throws Exception {
        assumeInterruptsAreNotIgnored();
        try (MemcachedServer memcached = MemcachedServer.startOrSkip();
                EndlessObject object = EndlessObject.serve()) {
            program.with(Setting.INDEX, memcached.uri())
                    .with(Setting.S3_PATH_STYLE, "true")
                    .withVariables(object.variables());
            List<String> arguments = new ArrayList<>(List.of(command.split(" ", -1)));
            arguments.add(object.uri());
            program.start(arguments);
            await("a part of the object")
                    .atMost(Duration.ofSeconds(60))
                    .failFast(() ->
                            assertThat(program.isAlive()).as(program.log()).isTrue())
                    .until(() -> everything(program.work()).stream().anyMatch(Files::isRegularFile));

            RunningProgram.signal("INT", program.pid());

            assertThat(program.awaitExit(ENDS_WITHIN)).as(program.log()).isEqualTo(130);
            assertThat(everything(program.work())).as("temporary files").isEmpty();
            assertThat(program.log()).doesNotContain("\tat ");
        }
    }

    private void startEncoding(Path... films) throws IOException {
        List<String> arguments = Stream.of(films).map(Path::toString).collect(Collectors.toCollection(ArrayList::new));
        arguments.addAll(0, List.of("run", "--profiles", PROFILE));
        program.start(arguments);
        await("an encode of each")
                .atMost(Duration.ofSeconds(60))
                .failFast(() -> assertThat(program.isAlive()).as(program.log()).isTrue())
                .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                .until(() -> program.encoders().size() == films.length && halfOutputs() == films.length);
        // Read before the signal, because they may exit right after it.
        children = program.descendants();
    }

    private void assertEndsWithNothingLeft(int exitCode) throws Exception {
        assertThat(children).isNotEmpty();

        assertThat(program.awaitExit(ENDS_WITHIN)).as(program.log()).isEqualTo(exitCode);

        await("exit of the child processes")
                .atMost(Duration.ofSeconds(5))
                .until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
        assertThat(everything(program.work())).as("temporary files").isEmpty();
        assertThat(everything(program.systemTemporary())).as("temporary files").isEmpty();
        assertThat(TestServer.filesInStore(program.store()))
                .as("files in the store")
                .isEmpty();
        assertThat(everything(program.store().resolve(".incoming"))).isEmpty();
        assertThat(program.log()).doesNotContain("\tat ", "encoded");
    }

    /** The number of outputs that have been started. */
    private long halfOutputs() throws IOException {
        long begun = 0;
        for (Path path : everything(program.work())) {
            if (path.getParent().endsWith("out-" + PROFILE)
                    && path.getFileName().toString().equals("track-1")
                    && Files.size(path) > 0) {
                begun++;
            }
        }
        return begun;
    }

    private static List<Path> everything(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(path -> !path.equals(folder)).toList();
        }
    }

    private static String lease(Path source) throws IOException {
        try (InputStream in = Files.newInputStream(source)) {
            return IndexKeys.lease(new RenditionKey(
                    ContentHash.of(in),
                    ProfileCatalog.builtIn().find(PROFILE).orElseThrow().id()));
        }
    }

    /** A shell starts background processes with interrupts ignored, and their children inherit that. */
    private static void assumeInterruptsAreNotIgnored() throws Exception {
        assumeThat(RunningProgram.receivesInterrupts())
                .as("the tests were started with interrupts ignored; start them in the foreground")
                .isTrue();
    }
}
