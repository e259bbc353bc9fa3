package dev.renditions.fire;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.renditions.Limits;
import dev.renditions.ObjectStore;
import dev.renditions.RenditionListener;
import dev.renditions.RenditionService;
import dev.renditions.Source;
import dev.renditions.Timing;
import dev.renditions.Transcoder;
import dev.renditions.Workspace;
import dev.renditions.directory.FileSource;
import dev.renditions.index.ArtifactIndex;
import dev.renditions.index.memcached.MemcachedIndex;
import dev.renditions.index.memcached.MemcachedSettings;
import dev.renditions.profile.Profile;
import dev.renditions.profile.ProfileCatalog;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A process that makes renditions together with others. It does what the lines on its standard input say, each
 * {@code COUNT PROFILE PATH}: so many requests at once for one rendition. For each line it says {@value #BEGUN} when all are
 * under way, then a {@link Reply} for each, then {@value #END}. It ends when its input does.
 */
final class Worker {
    static final String READY = "ready";
    static final String BEGUN = "begun";
    static final String END = "end";

    /** For an encode, and for waiting for that of another. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final RenditionService service;
    private final ProfileCatalog catalog = ProfileCatalog.builtIn();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        return thread;
    });

    private Worker(RenditionService service) {
        this.service = service;
    }

    /** Works until the input ends. */
    public static void main(String[] arguments) throws Exception {
        WorkerSettings settings = WorkerSettings.parse(arguments);
        Scene scene = new Scene(settings.scene());
        Transcoder transcoder = settings.ffmpeg()
                .<Transcoder>map(cache -> RecordedTranscoder.ffmpeg(cache, scene))
                .orElseGet(() -> RecordedTranscoder.fake(scene));
        Limits limits = new Limits(PATIENCE, settings.lease(), PATIENCE, Duration.ZERO);
        try (ArtifactIndex index = MemcachedIndex.connect(
                        MemcachedSettings.parse(settings.index()).withBudget(settings.budget()));
                ObjectStore store = SharedStore.open(settings.store());
                Workspace workspace = new Workspace(scene.work(), Clock.systemUTC());
                RenditionService service =
                        new RenditionService(index, store, transcoder, workspace, limits, Timing.system())) {
            new Worker(service).obey();
        }
    }

    private void obey() throws Exception {
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        say(READY);
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            String[] words = order.split(" ", 3);
            render(Integer.parseInt(words[0]), catalog.find(words[1]).orElseThrow(), new FileSource(Path.of(words[2])));
        }
    }

    private void render(int count, Profile profile, Source source) throws Exception {
        CountDownLatch waiting = new CountDownLatch(count);
        CountDownLatch said = new CountDownLatch(1);
        List<Future<?>> requests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            requests.add(threads.submit(() -> {
                waiting.countDown();
                said.await();
                say(request(profile, source).line());
                return null;
            }));
        }
        waiting.await();
        say(BEGUN);
        said.countDown();
        for (Future<?> request : requests) {
            request.get();
        }
        say(END);
    }

    private Reply request(Profile profile, Source source) {
        long begin = System.nanoTime();
        return Reply.of(
                service.render(source, List.of(profile), RenditionListener.NONE).get(0),
                Duration.ofNanos(System.nanoTime() - begin));
    }

    private static synchronized void say(String line) throws IOException {
        System.out.write((line + "\n").getBytes(UTF_8));
        System.out.flush();
    }
}
