package dev.renditions.server;

import dev.renditions.http.message.ApiResponse;
import dev.renditions.http.message.Problem;
import dev.renditions.http.message.ProblemMapper;
import dev.renditions.http.routing.SecurityHeaders;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpMethod;
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
        int length = length(answer, request);
        if (length <= SHORT) {
            JettyResponse.send(answer, request, response, callback);
        } else if (characters.tryAcquire(length)) {
            AtomicBoolean held = new AtomicBoolean(true);
            sendOrRelease(answer, request, response, callback, () -> {
                if (held.getAndSet(false)) {
                    characters.release(length);
                }
            });
        } else {
            Problem busy = Problem.later(503, "too many long answers wait to be read; ask again", AGAIN);
            JettyResponse.send(SecurityHeaders.on(ProblemMapper.answer(busy)), request, response, callback);
        }
    }

    /** The characters of a text of its own that is sent; the answer to a {@code HEAD} has none. */
    private static int length(ApiResponse answer, Request request) {
        boolean own = answer.body() instanceof ApiResponse.Bytes text
                && text.shared().isEmpty()
                && !HttpMethod.HEAD.is(request.getMethod());
        return own ? ((ApiResponse.Bytes) answer.body()).text().length() : 0;
    }

    private static void sendOrRelease(
            ApiResponse answer, Request request, Response response, Callback callback, Runnable release) {
        try {
            JettyResponse.send(answer, request, response, Callback.from(callback, release));
        } catch (RuntimeException | Error e) {
            // Nobody completes the callback that would release it.
            release.run();
            throw e;
        }
    }
}
