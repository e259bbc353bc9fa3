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
 * Requests without a pause, for renditions that exist and now and then for one that does not, while the test breaks things.
 * Each belongs to the phase in which it was sent.
 */
final class RequestStream implements AutoCloseable {
    static final String PROFILE = "mp4-720p";

    private static final Duration LIMIT = Duration.ofSeconds(90);
    /** Every so manieth request is for something new. */
    private static final int NEW_EACH = 5;
    /** So many threads ask for the same at once. */
    private static final int AT_ONCE = 2;

    /**
     * An answer.
     *
     * @param phase when it was asked for
     * @param source of what
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

    /** Begins to send. The worker belongs to the stream until it is closed. */
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

    /** What is sent from now on belongs to this phase. */
    void enter(String next) {
        phase = next;
    }

    /** Waits until so many requests that were sent in this phase are answered. */
    void awaitAnswers(int count) {
        awaitAnswers(count, reply -> true);
    }

    /** Waits until so many requests that were sent in this phase are answered in such a way. */
    void awaitAnswers(int count, Predicate<Reply> such) {
        String now = phase;
        await(count + " answers while memcached is " + now)
                .atMost(LIMIT)
                .failFast(() -> end.getNow(null))
                .until(() -> in(now).stream().filter(such).count() >= count);
    }

    /** All answers of a phase until now. */
    List<Reply> in(String asked) {
        return answers.stream()
                .filter(answer -> answer.phase().equals(asked))
                .map(Answer::reply)
                .toList();
    }

    /** Sends no more, and gives all answers. */
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
