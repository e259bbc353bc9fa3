package dev.renditions.http;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a route has to answer, written down apart from the route table.
 *
 * @param template its path
 * @param path one of the paths that lead to it
 * @param open whether everybody may use it
 * @param statuses the methods that it takes, each with the status of the response
 */
public record ExpectedRoute(String template, String path, boolean open, Map<String, Integer> statuses) {
    /** The methods that routes are asked with. */
    public static final List<String> METHODS =
            List.of("GET", "HEAD", "OPTIONS", "PUT", "POST", "DELETE", "PATCH", "TRACE", "BREW");

    /** The routes that every server has. */
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

    /** The statuses are written as {@code GET 200, HEAD 200}. */
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

    /** Whether a request with this method is admitted by the access policy before it is answered. */
    public boolean isAdmitted(String method) {
        return !open && statuses.containsKey(method) && !method.equals("OPTIONS");
    }

    @Override
    public String toString() {
        return template;
    }
}
