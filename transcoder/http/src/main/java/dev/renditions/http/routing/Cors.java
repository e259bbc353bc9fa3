package dev.renditions.http.routing;

import dev.renditions.http.access.GuardedSources;
import dev.renditions.http.message.ApiRequest;
import dev.renditions.http.message.ApiResponse;
import java.util.Optional;
import java.util.Set;

/** Which web pages may read answers. Credentials of a browser are never part of it. Immutable. */
final class Cors {
    private static final String METHODS = "GET, HEAD";
    /** What players and pages send, and no simple request may have. */
    private static final String HEADERS = "Accept, If-None-Match, If-Range, Range, " + GuardedSources.HEADER;

    private static final String READABLE =
            "Accept-Ranges, Content-Length, Content-Range, ETag, Location, Renditions-Outcome, Retry-After";

    private final Set<String> origins;

    Cors(Set<String> origins) {
        this.origins = origins;
    }

    /** The answer with what a browser has to be told. */
    ApiResponse tell(ApiRequest request, ApiResponse answer) {
        if (origins.isEmpty()) {
            return answer;
        }
        ApiResponse told = origins.contains("*") ? answer : varying(answer);
        Optional<String> allowed = allowed(request);
        if (allowed.isEmpty()) {
            return told;
        }
        told = told.with("Access-Control-Allow-Origin", allowed.get());
        return request.method().equals("OPTIONS")
                ? told.with("Access-Control-Allow-Methods", METHODS)
                        .with("Access-Control-Allow-Headers", HEADERS)
                        .with("Access-Control-Max-Age", "7200")
                : told.with("Access-Control-Expose-Headers", READABLE);
    }

    /** Nothing of what was sent is repeated unless it is one of ours. */
    private Optional<String> allowed(ApiRequest request) {
        return origins.contains("*")
                ? Optional.of("*")
                : request.header("Origin").filter(origins::contains);
    }

    /** A cache must not give one page's answer to another. */
    private static ApiResponse varying(ApiResponse answer) {
        String known = answer.headers().get("Vary");
        return answer.with("Vary", known == null ? "Origin" : known + ", Origin");
    }
}
