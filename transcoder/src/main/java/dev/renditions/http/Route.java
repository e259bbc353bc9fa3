package dev.renditions.http;

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
record Route(String template, Handler handler) {
    /** Answers GET, and HEAD as if it were GET. Throws what {@link Problems} knows. */
    @FunctionalInterface
    interface Handler {
        /**
         * The answer.
         *
         * @param path the parts of the path that the template has names for, decoded; none is empty
         */
        ApiResponse answer(ApiRequest request, Map<String, String> path) throws InterruptedException;
    }

    /**
     * The named parts of a path; absent if it leads elsewhere.
     *
     * @throws ApiException as 400 if a part is not encoded right
     */
    Optional<Map<String, String>> match(String path) {
        List<String> wanted = parts(template, 0);
        List<String> sent = parts(path, takesRest() ? wanted.size() : 0);
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
                names.put(part.replaceAll("[{.}]", ""), PercentEncoded.decode(sent.get(i)));
            }
        }
        return Optional.of(names);
    }

    private boolean takesRest() {
        return template.endsWith("...}");
    }

    /** What is between the slashes; at most so many, the last with all the rest in it. */
    private static List<String> parts(String path, int most) {
        return new ArrayList<>(List.of(path.substring(1).split("/", most > 0 ? most : -1)));
    }
}
