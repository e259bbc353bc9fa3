package dev.renditions.cli.run;

import dev.renditions.api.RenditionListener;
import dev.renditions.api.RenditionResult;
import dev.renditions.api.Source;
import dev.renditions.cli.display.RunDisplay;
import dev.renditions.config.SourceAddress;
import dev.renditions.config.Wiring;
import dev.renditions.kind.Profile;
import dev.renditions.service.RenditionService;
import dev.renditions.service.lookup.FailurePolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Makes the renditions of many sources, several at a time. */
public final class BatchRun {
    /** The time for a stopped run to stop its encoders and clean up. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Wiring wiring;
    private final List<Profile> profiles;
    private final RunDisplay display;
    private final boolean dryRun;
    private final FailurePolicy known;

    public BatchRun(Wiring wiring, List<Profile> profiles, RunDisplay display, boolean dryRun, FailurePolicy known) {
        this.known = known;
        this.wiring = wiring;
        this.profiles = profiles;
        this.display = display;
        this.dryRun = dryRun;
    }

    /**
     * The results of all sources, in their order. If the process is stopped meanwhile (Ctrl-C), running jobs stop their
     * encoders, delete their temporary files and release their leases.
     *
     * @param each receives each result as soon as it is known, on the thread of its job
     */
    public List<RenditionResult> all(List<SourceAddress> sources, int jobs, Consumer<RenditionResult> each)
            throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(jobs);
        Thread onStop = new Thread(() -> stop(pool), "stop");
        Runtime.getRuntime().addShutdownHook(onStop);
        try {
            List<Future<List<RenditionResult>>> futures = new ArrayList<>();
            // Open all sources before the first job starts, so that invalid ones are reported at once.
            List<Source> opened = sources.stream().map(wiring::source).toList();
            for (Source source : opened) {
                futures.add(pool.submit(() -> one(source, each)));
            }
            List<RenditionResult> results = new ArrayList<>();
            for (Future<List<RenditionResult>> future : futures) {
                results.addAll(get(future));
            }
            return results;
        } finally {
            stop(pool);
            unregister(onStop);
        }
    }

    private List<RenditionResult> one(Source source, Consumer<RenditionResult> each) {
        RenditionService service = wiring.service();
        try (RunDisplay.Line line = display.begin(source.name(), profiles)) {
            RenditionListener listener = line.and(each);
            if (!dryRun) {
                return service.render(source, profiles, listener, Instant.MAX, known);
            }
            List<RenditionResult> results = service.preview(source, profiles, known);
            results.forEach(listener::finished);
            return results;
        }
    }

    private static List<RenditionResult> get(Future<List<RenditionResult>> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException r) {
                throw r;
            }
            throw new IllegalStateException("a job ended with an error", e.getCause());
        }
    }

    /** Interrupts each job only once: a second interrupt would disturb its cleanup. */
    private static void stop(ExecutorService pool) {
        if (!pool.isShutdown()) {
            pool.shutdownNow();
        }
        try {
            if (!pool.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                Thread.currentThread().interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void unregister(Thread onStop) {
        try {
            Runtime.getRuntime().removeShutdownHook(onStop);
        } catch (IllegalStateException e) {
            // The process is already stopping.
        }
    }
}
