package dev.renditions.fire;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.renditions.api.ObjectStore;
import dev.renditions.api.RenditionListener;
import dev.renditions.api.RenditionResult;
import dev.renditions.api.RequestLimits;
import dev.renditions.api.Source;
import dev.renditions.api.StoreLeases;
import dev.renditions.api.Timing;
import dev.renditions.directory.FileSource;
import dev.renditions.index.ArtifactIndex;
import dev.renditions.kind.Profile;
import dev.renditions.profile.ProfileCatalog;
import dev.renditions.service.RenditionService;
import dev.renditions.workspace.Workspace;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * A process that makes renditions together with others. It carries out the lines on its standard input, each
 * {@code COUNT PROFILE[,PROFILE...] PATH}: that many concurrent requests for the same renditions. For each line it
 * prints {@value #BEGUN} when all requests are running, then a {@link Reply} for each rendition of each request, then
 * {@value #END}. It exits at the end of its input.
 */
final class Worker {
    static final String READY = "ready";
    static final String BEGUN = "begun";
    /** The prefix of the line that reports the counters, for people. */
    static final String COUNTS = "counted so far: ";

    static final String END = "end";

    /** The timeout of an encode, and of waiting for that of another worker. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final RenditionService service;
    private final RecordedTranscoder transcoder;
    private final ProfileCatalog catalog;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        return thread;
    });

    private Worker(RenditionService service, RecordedTranscoder transcoder, ProfileCatalog catalog) {
        this.service = service;
        this.transcoder = transcoder;
        this.catalog = catalog;
    }

    /** Works until the end of the input. */
    public static void main(String[] arguments) throws Exception {
        WorkerSettings settings = WorkerSettings.parse(arguments);
        Scene scene = new Scene(settings.scene());
        RecordedTranscoder transcoder = settings.ffmpeg()
                .map(cache -> RecordedTranscoder.ffmpeg(cache, scene))
                .orElseGet(() -> RecordedTranscoder.fake(scene));
        RequestLimits limits = new RequestLimits(PATIENCE, settings.lease(), PATIENCE, Duration.ZERO);
        try (ArtifactIndex index = settings.openIndex();
                ObjectStore store = SharedStore.open(settings.store());
                StoreLeases leases = SharedStore.openLeases(settings.store());
                Workspace workspace = new Workspace(scene.work(), Clock.systemUTC());
                RenditionService service = new RenditionService(
                        index, store, Optional.of(leases), transcoder, workspace, limits, Timing.system())) {
            new Worker(service, transcoder, settings.catalog()).obey();
        }
    }

    private void obey() throws Exception {
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        say(READY);
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            String[] words = order.split(" ", 3);
            List<Profile> profiles = Stream.of(words[1].split(",", -1))
                    .map(name -> catalog.find(name).orElseThrow())
                    .toList();
            Path source = Path.of(words[2]);
            transcoder.requested(Scene.content(source));
            render(Integer.parseInt(words[0]), profiles, new FileSource(source));
        }
    }

    private void render(int count, List<Profile> profiles, Source source) throws Exception {
        CountDownLatch waiting = new CountDownLatch(count);
        CountDownLatch said = new CountDownLatch(1);
        List<Future<?>> requests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            requests.add(threads.submit(() -> {
                waiting.countDown();
                said.await();
                for (Reply reply : request(profiles, source)) {
                    say(reply.line());
                }
                return null;
            }));
        }
        waiting.await();
        say(BEGUN);
        said.countDown();
        for (Future<?> request : requests) {
            request.get();
        }
        System.err.println(COUNTS + service.counts());
        say(END);
    }

    private List<Reply> request(List<Profile> profiles, Source source) {
        long begin = System.nanoTime();
        List<RenditionResult> results = service.render(source, profiles, RenditionListener.NONE);
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        return results.stream().map(result -> Reply.of(result, took)).toList();
    }

    private static synchronized void say(String line) throws IOException {
        System.out.write((line + "\n").getBytes(UTF_8));
        System.out.flush();
    }
}
