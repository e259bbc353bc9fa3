package dev.renditions.http.message;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request, independent of the server that received it. No part of it is trusted. Immutable.
 *
 * @param method in upper case, such as {@code GET}
 * @param path as it was sent, percent-encoded, starting with a slash
 * @param query the parameters of the query, decoded, each with its values in order
 * @param headers by name in lower case; values of a repeated header are joined by commas
 * @param caller who sent the request, as far as the server knows
 * @param body the body; can be read once, by the route's handler
 */
public record ApiRequest(
        String method,
        String path,
        Map<String, List<String>> query,
        Map<String, String> headers,
        Caller caller,
        RequestBody body) {
    public ApiRequest {
        query = Map.copyOf(query);
        headers = Map.copyOf(headers);
    }

    /** A request without a body. */
    public ApiRequest(
            String method, String path, Map<String, List<String>> query, Map<String, String> headers, Caller caller) {
        this(method, path, query, headers, caller, RequestBody.NONE);
    }

    /** The same request without its body, with another path and query. */
    public ApiRequest at(String otherPath, Map<String, List<String>> otherQuery) {
        return new ApiRequest(method, otherPath, otherQuery, headers, caller);
    }

    /**
     * A header's value; absent if it was not sent.
     *
     * @param name in any case
     */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /**
     * The value of a parameter; absent if it was not sent.
     *
     * @throws ApiException as 400 if it was sent more than once, since readers might choose different values
     */
    public Optional<String> parameter(String name) {
        List<String> values = query.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw new ApiException(Problem.of(400, "'" + name + "' is given more than once; send it once"));
        }
        return values.stream().findFirst();
    }
}
