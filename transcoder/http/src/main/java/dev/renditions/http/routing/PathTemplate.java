package dev.renditions.http.routing;

import dev.renditions.support.UrlPath;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A path with named parts, such as {@code /v1/renditions/{profile}/{bucket}/{key...}}. A part that ends with dots
 * matches the rest of the path. Immutable.
 *
 * @param text the template as it is written
 * @param parts its parts, between the slashes
 */
public record PathTemplate(String text, List<Part> parts) {
    /**
     * A part of a template.
     *
     * @param text the name, or the literal segment
     * @param isNamed whether it is a name, which matches any non-empty segment
     * @param takesRest whether it matches all segments from there on
     */
    record Part(String text, boolean isNamed, boolean takesRest) {
        static Part parse(String written) {
            boolean named = written.startsWith("{");
            return new Part(named ? written.replaceAll("[{.}]", "") : written, named, written.endsWith("...}"));
        }

        boolean takes(String segment) {
            return isNamed ? !segment.isEmpty() : text.equals(segment);
        }
    }

    public PathTemplate {
        parts = List.copyOf(parts);
    }

    static PathTemplate parse(String text) {
        return new PathTemplate(
                text,
                Stream.of(text.substring(1).split("/", -1)).map(Part::parse).toList());
    }

    /** The values of the named parts, decoded; empty if the path does not match, or a part is empty. */
    Optional<Map<String, String>> match(UrlPath path) {
        List<String> sent = path.segments();
        int last = parts.size() - 1;
        if (sent.size() <= last
                || (sent.size() > parts.size() && !parts.get(last).takesRest())) {
            return Optional.empty();
        }
        String rest = sent.size() == parts.size() ? sent.get(last) : String.join("/", sent.subList(last, sent.size()));
        for (int i = 0; i <= last; i++) {
            if (!parts.get(i).takes(i == last ? rest : sent.get(i))) {
                return Optional.empty();
            }
        }
        Map<String, String> names = new HashMap<>();
        for (int i = 0; i <= last; i++) {
            if (parts.get(i).isNamed()) {
                names.put(parts.get(i).text(), i == last ? rest : sent.get(i));
            }
        }
        return Optional.of(names);
    }
}
