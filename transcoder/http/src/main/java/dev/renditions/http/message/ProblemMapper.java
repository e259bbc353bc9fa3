package dev.renditions.http.message;

import dev.renditions.api.BusyException;
import dev.renditions.api.MediaException;
import dev.renditions.api.Outcome;
import dev.renditions.api.RightsUnavailableException;
import dev.renditions.api.SourceException;
import dev.renditions.api.StoreException;
import dev.renditions.index.IndexUnavailableException;
import dev.renditions.support.MalformedPathException;
import dev.renditions.support.SafeText;
import dev.renditions.support.StrictJson;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Maps exceptions to HTTP statuses and messages, for all routes. The caller gets details about its own source. Details
 * about the service go to the log, and the caller only learns that the fault is not its own.
 */
public final class ProblemMapper {
    static final String MEDIA_TYPE = "application/problem+json";

    private static final Logger LOG = LoggerFactory.getLogger(ProblemMapper.class);
    private static final Duration SOON = Duration.ofSeconds(5);

    private static final Map<Integer, String> TITLES = Map.ofEntries(
            Map.entry(400, "Bad Request"),
            Map.entry(401, "Unauthorized"),
            Map.entry(403, "Forbidden"),
            Map.entry(404, "Not Found"),
            Map.entry(405, "Method Not Allowed"),
            Map.entry(408, "Request Timeout"),
            Map.entry(409, "Conflict"),
            Map.entry(413, "Content Too Large"),
            Map.entry(414, "URI Too Long"),
            Map.entry(415, "Unsupported Media Type"),
            Map.entry(416, "Range Not Satisfiable"),
            Map.entry(422, "Unprocessable Content"),
            Map.entry(429, "Too Many Requests"),
            Map.entry(431, "Request Header Fields Too Large"),
            Map.entry(500, "Internal Server Error"),
            Map.entry(503, "Service Unavailable"),
            Map.entry(507, "Insufficient Storage"));

    private ProblemMapper() {}

    /** The problem for an exception. */
    public static Problem of(Exception thrown) {
        if (thrown instanceof ApiException e) {
            return e.problem();
        }
        if (thrown instanceof MalformedPathException e) {
            return Problem.of(400, String.valueOf(e.getMessage()));
        }
        if (thrown instanceof RightsUnavailableException e) {
            return Problem.later(503, String.valueOf(e.getMessage()), e.retryAfter());
        }
        if (thrown instanceof SourceException e) {
            return source(e);
        }
        if (thrown instanceof MediaException e) {
            return media(e);
        }
        if (thrown instanceof BusyException e) {
            return Problem.later(
                    503, "the rendition was not ready in time, and is still being made; try again", e.retryAfter());
        }
        if (thrown instanceof StoreException e) {
            LOG.warn("the store failed a request: {}", SafeText.of(String.valueOf(e.getMessage())));
            return e.isTransient()
                    ? Problem.later(503, "the store of renditions does not answer; try again", SOON)
                    : Problem.of(503, "the store of renditions can't be used; notify the operator of this service");
        }
        if (thrown instanceof IndexUnavailableException e) {
            LOG.warn("the index failed a request: {}", SafeText.of(String.valueOf(e.getMessage())));
            return Problem.later(503, "the index does not answer; try again", SOON);
        }
        if (thrown instanceof InterruptedException || thrown instanceof CancellationException) {
            Thread.currentThread().interrupt();
            return Problem.later(503, "this server is stopping; try again", SOON);
        }
        LOG.error("unexpected error in a request", thrown);
        return Problem.of(500, "internal error; see the server's log");
    }

    /** The problem for a rendition that can't be made. */
    public static Problem of(RenditionStatus.Refused refused) {
        if (refused.outcome() == Outcome.NOT_APPLICABLE || refused.failure().isEmpty()) {
            return Problem.of(422, SafeText.of(refused.reason()));
        }
        return of(refused.failure().get());
    }

    private static Problem source(SourceException e) {
        String detail = SafeText.of(String.valueOf(e.getMessage()));
        return switch (e.kind()) {
            case MISSING -> Problem.of(404, detail);
            case DENIED -> {
                LOG.warn("access to a source is denied: {}", detail);
                yield Problem.of(403, "this service may not read the source, or the object does not exist");
            }
            case CHANGED -> Problem.later(503, detail, SOON);
            case UNREADABLE -> {
                LOG.warn("a source can't be read: {}", detail);
                yield Problem.later(503, "the source can't be read at the moment; try again", SOON);
            }
        };
    }

    private static Problem media(MediaException e) {
        String detail = SafeText.of(String.valueOf(e.getMessage()));
        return switch (e.kind()) {
            case UNSUPPORTED -> Problem.of(415, detail);
            case DAMAGED, STRICT, UNPROVED -> Problem.of(422, detail);
            case LIMIT -> Problem.of(413, detail);
            case MACHINE -> Problem.of(503, detail);
            case TIME -> Problem.later(503, detail, Duration.ofMinutes(1));
            case ENGINE -> {
                LOG.error("the encoder can't run: {}", detail);
                yield Problem.later(503, "the encoder can't run at the moment; try again", Duration.ofMinutes(1));
            }
        };
    }

    /** The response for a problem. */
    public static ApiResponse answer(Problem problem) {
        Body body = new Body(
                "about:blank", TITLES.getOrDefault(problem.status(), "Error"), problem.status(), problem.detail());
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", MEDIA_TYPE);
        headers.put("Cache-Control", "no-store");
        problem.retryAfter().ifPresent(time -> headers.put("Retry-After", seconds(time)));
        if (problem.status() == 401) {
            // RFC 9110, 15.5.2, requires this header. Signed links come from the service that issues them, so browsers
            // have
            // nothing to prompt for.
            headers.put("WWW-Authenticate", "Renditions-Signature");
        }
        return new ApiResponse(problem.status(), headers, new ApiResponse.Bytes(StrictJson.write(body)));
    }

    private record Body(String type, String title, int status, String detail) {}

    /** Whole seconds, rounded up, at least one. */
    public static String seconds(Duration time) {
        return Long.toString(Math.max(1, (time.toMillis() + 999) / 1000));
    }
}
