package dev.renditions.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.ObjectStore;
import dev.renditions.api.RenditionListener;
import dev.renditions.api.RenditionResult;
import dev.renditions.api.RequestLimits;
import dev.renditions.api.Sleeper;
import dev.renditions.api.Source;
import dev.renditions.api.Timing;
import dev.renditions.directory.DirectoryStore;
import dev.renditions.directory.FileSource;
import dev.renditions.index.ArtifactIndex;
import dev.renditions.index.ContentHash;
import dev.renditions.index.memory.MemoryIndex;
import dev.renditions.kind.Profile;
import dev.renditions.profile.ProfileCatalog;
import dev.renditions.testing.FakeTranscoder;
import dev.renditions.workspace.Workspace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A service with a real store, a real index and a fake encoder, and helpers for its tests. */
@Timeout(60)
public abstract class ServiceScene {
    static final ProfileCatalog CATALOG = ProfileCatalog.builtIn();
    public static final Profile MP4 = CATALOG.find("mp4-720p").orElseThrow();
    static final Profile POSTER = CATALOG.find("poster").orElseThrow();

    /** Every hit is verified, except in tests of that. */
    public static final Duration VERIFIED = Duration.ZERO;

    @TempDir
    public Path folder;

    public final FakeTranscoder transcoder = new FakeTranscoder();
    public final MemoryIndex index = MemoryIndex.create();
    final List<RenditionService> services = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        services.forEach(RenditionService::close);
        try (Stream<Path> left = Files.exists(work()) ? Files.list(work()) : Stream.empty()) {
            assertThat(left).as("temporary files").isEmpty();
        }
    }

    public RenditionService service(ArtifactIndex with) {
        return service(with, Sleeper.SLEEP);
    }

    public RenditionService service(ArtifactIndex with, Sleeper pause) {
        return service(with, pause, RequestLimits.of(Duration.ofMinutes(1), VERIFIED));
    }

    RenditionService service(ObjectStore store, Duration verified) {
        return service(index, store, Sleeper.SLEEP, RequestLimits.of(Duration.ofMinutes(1), verified));
    }

    public RenditionService service(ArtifactIndex with, Sleeper pause, RequestLimits limits) {
        return service(with, new DirectoryStore(folder.resolve("store")), pause, limits);
    }

    public RenditionService service(ArtifactIndex with, ObjectStore store, Sleeper pause, RequestLimits limits) {
        return service(with, store, limits, new Timing(Clock.systemUTC(), pause, new Random(42)));
    }

    /** A service with a clock. */
    RenditionService service(Clock clock) {
        return service(
                index,
                new DirectoryStore(folder.resolve("store")),
                RequestLimits.of(Duration.ofMinutes(1), VERIFIED),
                new Timing(clock, Sleeper.SLEEP, new Random(42)));
    }

    public synchronized RenditionService service(
            ArtifactIndex with, ObjectStore store, RequestLimits limits, Timing timing) {
        RenditionService service =
                new RenditionService(with, store, transcoder, new Workspace(work(), Clock.systemUTC()), limits, timing);
        services.add(service);
        return service;
    }

    Path work() {
        return folder.resolve("work");
    }

    public Source source(String name, String text) {
        try {
            return new FileSource(Files.writeString(folder.resolve(name), text));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    public static RenditionResult render(RenditionService service, Source source, Profile profile) {
        return service.render(source, List.of(profile), RenditionListener.NONE).get(0);
    }

    public static ContentHash contentOf(String text) {
        return ContentHash.of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The store may have analyses: they say nothing of what was published. */
    public void assertNothingPublished() throws IOException {
        Path store = folder.resolve("store");
        try (Stream<Path> files = Files.exists(store) ? Files.walk(store) : Stream.empty()) {
            assertThat(files.filter(Files::isRegularFile)
                            .filter(file -> !file.getParent().endsWith("analyses")))
                    .isEmpty();
        }
    }

    public static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public static void append(Path file, String text) {
        try {
            Files.writeString(file, Files.readString(file) + text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    public static List<RenditionResult> together(int callers, Callable<RenditionResult> call) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        try {
            List<RenditionResult> results = new ArrayList<>();
            for (Future<RenditionResult> future : threads.invokeAll(Collections.nCopies(callers, call))) {
                results.add(future.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
