package dev.renditions.http.routing;

import dev.renditions.http.access.GuardedSources;
import dev.renditions.http.message.ApiRequest;
import dev.renditions.http.message.ApiResponse;
import java.util.Optional;
import java.util.Set;

/** Which web pages may read responses (CORS). Credentials of a browser are never allowed. Immutable. */
final class Cors {
    private static final String METHODS = "GET, HEAD";
    /** Request headers that players and pages send, and that need a preflight. */
    private static final String HEADERS = "Accept, If-None-Match, If-Range, Range, " + GuardedSources.HEADER;

    private static final String READABLE =
            "Accept-Ranges, Content-Length, Content-Range, ETag, Location, Renditions-Outcome, Retry-After";

    private final Set<String> origins;

    Cors(Set<String> origins) {
        this.origins = origins;
    }

    /** The response with its CORS headers. */
    ApiResponse apply(ApiRequest request, ApiResponse answer) {
        if (origins.isEmpty()) {
            return answer;
        }
        ApiResponse result = origins.contains("*") ? answer : varying(answer);
        Optional<String> allowed = allowed(request);
        if (allowed.isEmpty()) {
            return result;
        }
        result = result.with("Access-Control-Allow-Origin", allowed.get());
        return request.method().equals("OPTIONS")
                ? result.with("Access-Control-Allow-Methods", METHODS)
                        .with("Access-Control-Allow-Headers", HEADERS)
                        .with("Access-Control-Max-Age", "7200")
                : result.with("Access-Control-Expose-Headers", READABLE);
    }

    /** The origin is repeated only if it is one of the allowed origins. */
    private Optional<String> allowed(ApiRequest request) {
        return origins.contains("*")
                ? Optional.of("*")
                : request.header("Origin").filter(origins::contains);
    }

    /** Responses differ by origin, so caches must not share them. */
    private static ApiResponse varying(ApiResponse answer) {
        String known = answer.headers().get("Vary");
        return answer.with("Vary", known == null ? "Origin" : known + ", Origin");
    }
}
