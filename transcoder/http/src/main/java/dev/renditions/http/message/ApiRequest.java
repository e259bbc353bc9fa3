package dev.renditions.http.message;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request, as whatever server took it. Nothing of it is trusted. Immutable.
 *
 * @param method in capitals, such as {@code GET}
 * @param path as it was sent, percent-encoded, beginning with a slash
 * @param query the parameters of the query, decoded, each with its values in their order
 * @param headers by name in lower case; of a header that comes several times, the values joined by commas
 * @param caller who asks, as far as the server knows
 * @param body what is sent with it; read once, by the route that takes it
 */
public record ApiRequest(
        String method,
        String path,
        Map<String, List<String>> query,
        Map<String, String> headers,
        Caller caller,
        RequestBody body) {
    /** Copies the maps. */
    public ApiRequest {
        query = Map.copyOf(query);
        headers = Map.copyOf(headers);
    }

    /** A request without a body. */
    public ApiRequest(
            String method, String path, Map<String, List<String>> query, Map<String, String> headers, Caller caller) {
        this(method, path, query, headers, caller, RequestBody.NONE);
    }

    /** The same request, without its body, for another path and with another query. */
    public ApiRequest at(String otherPath, Map<String, List<String>> otherQuery) {
        return new ApiRequest(method, otherPath, otherQuery, headers, caller);
    }

    /** A header's value; absent if it was not sent. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /**
     * The only value of a parameter; absent if it was not sent.
     *
     * @throws ApiException as 400 if it was sent more than once: two readers might choose differently
     */
    public Optional<String> parameter(String name) {
        List<String> values = query.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw new ApiException(Problem.of(400, "'" + name + "' is said more than once; say it once"));
        }
        return values.stream().findFirst();
    }
}
