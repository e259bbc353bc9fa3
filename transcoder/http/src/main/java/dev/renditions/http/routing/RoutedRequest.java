package dev.renditions.http.routing;

import dev.renditions.api.SourceName;
import dev.renditions.http.message.ApiException;
import dev.renditions.http.message.ApiRequest;
import dev.renditions.http.message.Problem;
import java.util.Map;
import java.util.Optional;

/**
 * A request with its route's path parts. Immutable.
 *
 * @param request the request as sent
 * @param path the values of the path's named parts, decoded; none is empty
 * @param owner whose quota the caller's uploads count against; absent on a public route
 */
public record RoutedRequest(ApiRequest request, Map<String, String> path, Optional<String> owner) {
    public RoutedRequest {
        path = Map.copyOf(path);
    }

    /** The value of a named part of the path; empty if the template has no such part. */
    public String part(String name) {
        return path.getOrDefault(name, "");
    }

    /**
     * The source that the path names.
     *
     * @throws ApiException as 400 if its bucket or key is malformed
     */
    public SourceName source() {
        try {
            return new SourceName(part("bucket"), part("key"));
        } catch (IllegalArgumentException e) {
            throw new ApiException(Problem.of(400, String.valueOf(e.getMessage())));
        }
    }
}
