package dev.renditions.http.routing;

import dev.renditions.support.UrlPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A path with named parts, such as {@code /v1/renditions/{profile}/{bucket}/{key...}}. A part that ends with dots takes the
 * rest of the path. Immutable.
 *
 * @param text the template as it is written
 * @param segments its parts, between the slashes
 */
public record PathTemplate(String text, List<String> segments) {
    /** Copies the segments. */
    public PathTemplate {
        segments = List.copyOf(segments);
    }

    static PathTemplate parse(String text) {
        return new PathTemplate(text, List.of(text.substring(1).split("/", -1)));
    }

    /** The named parts of a path, decoded; absent if the path has another form, or an empty part. */
    Optional<Map<String, String>> match(UrlPath path) {
        List<String> sent = takesRest() ? joined(path.segments(), segments.size()) : path.segments();
        if (sent.size() != segments.size()) {
            return Optional.empty();
        }
        Map<String, String> names = new HashMap<>();
        for (int i = 0; i < segments.size(); i++) {
            String wanted = segments.get(i);
            if (wanted.startsWith("{") && !sent.get(i).isEmpty()) {
                names.put(wanted.replaceAll("[{.}]", ""), sent.get(i));
            } else if (!wanted.equals(sent.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(names);
    }

    private boolean takesRest() {
        return text.endsWith("...}");
    }

    /** At most that many segments; the last has all the rest in it. */
    private static List<String> joined(List<String> segments, int most) {
        if (segments.size() <= most) {
            return segments;
        }
        List<String> joined = new ArrayList<>(segments.subList(0, most - 1));
        joined.add(String.join("/", segments.subList(most - 1, segments.size())));
        return joined;
    }
}
