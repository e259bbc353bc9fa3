package dev.renditions.http.server;

import dev.renditions.http.ApiResponse;
import dev.renditions.http.Problem;
import dev.renditions.http.Problems;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * The memory of answers that were made for one caller and that the caller has yet to read. What all callers share, short
 * texts and files are sent without. Safe for use by many threads.
 */
final class AnswerMemory {
    /** At most this, on as many connections as there may be, is little. */
    private static final int SHORT = 8 << 10;
    /** A character has two bytes and a copy of up to three; so an answer takes five times as much. */
    private static final int BYTES_PER_CHARACTER = 5;

    private static final int SHARE_OF_HEAP = 4;
    private static final Duration AGAIN = Duration.ofSeconds(5);

    private final Semaphore characters;

    /** As much as this machine has for it. */
    AnswerMemory() {
        this(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP / BYTES_PER_CHARACTER);
    }

    AnswerMemory(long characters) {
        this.characters = new Semaphore((int) Math.min(Integer.MAX_VALUE, characters));
    }

    /** Sends an answer, or 503 while callers have to read too much. */
    void send(ApiResponse answer, Request request, Response response, Callback callback) {
        int length =
                answer.body() instanceof ApiResponse.Bytes text && text.shared().isEmpty()
                        ? text.text().length()
                        : 0;
        if (length <= SHORT) {
            JettyAnswer.send(answer, request, response, callback);
        } else if (characters.tryAcquire(length)) {
            JettyAnswer.send(answer, request, response, Callback.from(callback, () -> characters.release(length)));
        } else {
            Problem busy = Problem.later(503, "too many long answers wait to be read; ask again", AGAIN);
            JettyAnswer.send(
                    Problems.answer(busy).with("X-Content-Type-Options", "nosniff"), request, response, callback);
        }
    }
}
