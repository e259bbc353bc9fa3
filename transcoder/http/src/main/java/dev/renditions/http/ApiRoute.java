package dev.renditions.http;

import dev.renditions.http.message.ApiRequest;
import dev.renditions.http.message.ApiResponse;
import dev.renditions.support.UrlPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One line of the routing table. Immutable.
 *
 * @param template such as {@code /v1/renditions/{profile}/{bucket}/{key...}}; what ends with dots takes the rest of a path
 * @param handler answers what comes this way
 */
record ApiRoute(String template, Handler handler) {
    /** Answers GET, and HEAD as if it were GET. Throws what {@link dev.renditions.http.message.ProblemMapper} knows. */
    @FunctionalInterface
    interface Handler {
        /**
         * The answer.
         *
         * @param path the parts of the path that the template has names for, decoded; none is empty
         */
        ApiResponse answer(ApiRequest request, Map<String, String> path) throws InterruptedException;
    }

    /** The named parts of a path; absent if it leads elsewhere. */
    Optional<Map<String, String>> match(UrlPath path) {
        List<String> wanted = List.of(template.substring(1).split("/", -1));
        List<String> sent = takesRest() ? joined(path.segments(), wanted.size()) : path.segments();
        if (sent.size() != wanted.size()) {
            return Optional.empty();
        }
        Map<String, String> names = new HashMap<>();
        for (int i = 0; i < wanted.size(); i++) {
            String part = wanted.get(i);
            boolean named = part.startsWith("{");
            if (sent.get(i).isEmpty() || (!named && !part.equals(sent.get(i)))) {
                return Optional.empty();
            }
            if (named) {
                names.put(part.replaceAll("[{.}]", ""), sent.get(i));
            }
        }
        return Optional.of(names);
    }

    private boolean takesRest() {
        return template.endsWith("...}");
    }

    /** So many at most, the last with all the rest in it. */
    private static List<String> joined(List<String> segments, int most) {
        if (segments.size() <= most) {
            return segments;
        }
        List<String> joined = new ArrayList<>(segments.subList(0, most - 1));
        joined.add(String.join("/", segments.subList(most - 1, segments.size())));
        return joined;
    }
}
