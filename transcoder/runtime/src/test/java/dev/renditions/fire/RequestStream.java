package dev.renditions.fire;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Continuous requests, mostly for renditions that exist and sometimes for a new one, while the test causes failures.
 * Each request belongs to the phase in which it was sent.
 */
final class RequestStream implements AutoCloseable {
    static final String PROFILE = "mp4-720p";

    private static final Duration LIMIT = Duration.ofSeconds(90);
    /** One in this many requests is for a new rendition. */
    private static final int NEW_EACH = 5;
    /** This many threads request the same rendition at once. */
    private static final int AT_ONCE = 2;

    /**
     * A response.
     *
     * @param phase when it was requested
     * @param source the requested source
     */
    record Answer(String phase, Path source, Reply reply) {}

    private final WorkerProcess worker;
    private final Scene scene;
    private final List<Path> sources = new ArrayList<>();
    private final List<Answer> answers = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private volatile String phase;
    private volatile boolean stopped;

    private RequestStream(WorkerProcess worker, Scene scene, String phase) {
        this.worker = worker;
        this.scene = scene;
        this.phase = phase;
    }

    /** Starts to send. The worker belongs to the stream until the stream is closed. */
    static RequestStream start(WorkerProcess worker, Scene scene, String phase) {
        RequestStream stream = new RequestStream(worker, scene, phase);
        Thread thread = new Thread(stream::run, "requests");
        thread.setDaemon(true);
        thread.start();
        return stream;
    }

    private void run() {
        try {
            for (int i = 0; !stopped; i++) {
                String sent = phase;
                if (i % NEW_EACH == 0) {
                    sources.add(scene.source("film-" + i));
                }
                Path source = sources.get(i % NEW_EACH == 0 ? sources.size() - 1 : i % sources.size());
                worker.request(AT_ONCE, PROFILE, source).forEach(reply -> answers.add(new Answer(sent, source, reply)));
            }
            end.complete(null);
        } catch (RuntimeException | AssertionError e) {
            end.completeExceptionally(e);
        }
    }

    /** Starts a phase: requests from now on belong to it. */
    void enter(String next) {
        phase = next;
    }

    /** Waits until this many requests of the current phase have responses. */
    void awaitAnswers(int count) {
        awaitAnswers(count, reply -> true);
    }

    /** Waits until this many requests of the current phase have matching responses. */
    void awaitAnswers(int count, Predicate<Reply> such) {
        String now = phase;
        await(count + " responses while Memcached is " + now)
                .atMost(LIMIT)
                .failFast(() -> end.getNow(null))
                .until(() -> in(now).stream().filter(such).count() >= count);
    }

    /** All responses of a phase until now. */
    List<Reply> in(String asked) {
        return answers.stream()
                .filter(answer -> answer.phase().equals(asked))
                .map(Answer::reply)
                .toList();
    }

    /** Stops sending, and returns all responses. */
    List<Answer> stop() throws Exception {
        stopped = true;
        end.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        return List.copyOf(answers);
    }

    @Override
    public void close() {
        stopped = true;
    }
}
