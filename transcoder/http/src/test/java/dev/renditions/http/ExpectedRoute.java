package dev.renditions.http;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The expected behaviour of a route, written down independently of the route table.
 *
 * @param template its path template
 * @param path a path that matches it
 * @param open whether it is public
 * @param statuses the allowed methods, each with the status of the response
 */
public record ExpectedRoute(String template, String path, boolean open, Map<String, Integer> statuses) {
    /** The methods that tests send to each route. */
    public static final List<String> METHODS =
            List.of("GET", "HEAD", "OPTIONS", "PUT", "POST", "DELETE", "PATCH", "TRACE", "BREW");

    /** The routes of every server. */
    public static final List<ExpectedRoute> API = List.of(
            of(
                    "/v1/renditions/{profile}/{bucket}/{key...}",
                    "/v1/renditions/nothing/uploads/x",
                    false,
                    "GET 404, HEAD 404, OPTIONS 204"),
            of(
                    "/v1/streams/{profile}/{bucket}/{path...}",
                    "/v1/streams/nothing/uploads/x/a.m3u8",
                    false,
                    "GET 404, HEAD 404, OPTIONS 204"),
            of("/v1/profiles", "/v1/profiles", false, "GET 200, HEAD 200, OPTIONS 204"),
            of("/v1/stats", "/v1/stats", false, "GET 200, HEAD 200, OPTIONS 204"),
            of("/v1/files/{path...}", "/v1/files/a", false, "GET 404, HEAD 404, OPTIONS 204"),
            of("/v1/openapi.json", "/v1/openapi.json", true, "GET 200, HEAD 200, OPTIONS 204"),
            of("/healthz", "/healthz", true, "GET 200, HEAD 200, OPTIONS 204"));

    /** Parses statuses such as {@code GET 200, HEAD 200}. */
    public static ExpectedRoute of(String template, String path, boolean open, String statuses) {
        return new ExpectedRoute(
                template,
                path,
                open,
                Stream.of(statuses.split(", ", -1))
                        .map(each -> each.split(" ", -1))
                        .collect(Collectors.toMap(
                                each -> each[0], each -> Integer.parseInt(each[1]), (a, b) -> a, TreeMap::new)));
    }

    /** The status of the response to a method. */
    public int status(String method) {
        return statuses.getOrDefault(method, 405);
    }

    /** The {@code Allow} header of a response that has one. */
    public String allow() {
        return String.join(", ", statuses.keySet());
    }

    /** Whether the access policy must admit a request with this method. */
    public boolean isAdmitted(String method) {
        return !open && statuses.containsKey(method) && !method.equals("OPTIONS");
    }

    @Override
    public String toString() {
        return template;
    }
}
