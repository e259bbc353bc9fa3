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
 * Limits the memory of responses that belong to one caller and that the caller has not read yet. Shared responses,
 * short texts and files are sent without a limit. Thread-safe.
 */
final class AnswerMemory {
    /** Responses up to this length need little memory, even with the maximum number of connections. */
    private static final int SHORT = 8 << 10;
    /** A character has two bytes, and its encoded copy up to three, so a response needs five times its length. */
    private static final int BYTES_PER_CHARACTER = 5;

    private static final int SHARE_OF_HEAP = 4;
    private static final Duration AGAIN = Duration.ofSeconds(5);

    private final Semaphore characters;

    /** A limit that depends on this machine's memory. */
    AnswerMemory() {
        this(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP / BYTES_PER_CHARACTER);
    }

    AnswerMemory(long characters) {
        this.characters = new Semaphore((int) Math.min(Integer.MAX_VALUE, characters));
    }

    /** Sends a response, or 503 while too much is waiting to be read by callers. */
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
            Problem busy = Problem.later(503, "too many long responses are waiting to be read; try again", AGAIN);
            JettyResponse.send(SecurityHeaders.on(ProblemMapper.answer(busy)), request, response, callback);
        }
    }

    /** The number of characters of a response that is not shared; the response to a {@code HEAD} has none. */
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
            // Otherwise nobody completes the callback that would release the memory.
            release.run();
            throw e;
        }
    }
}
