package dev.renditions.http.access;

import dev.renditions.api.SourceName;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A set of sources: whole buckets, or all objects under a prefix. Immutable.
 *
 * @param places the buckets and prefixes
 */
public record AllowedSources(List<Place> places) {
    private static final String SCHEME = "s3://";

    public AllowedSources {
        places = List.copyOf(places);
    }

    /**
     * A bucket, or a part of one.
     *
     * @param bucket its name
     * @param prefix empty for the whole bucket; else the object with that key and all below it: {@code pre} matches
     *     {@code pre} and {@code pre/film.mp4} but not {@code prefix.mp4}; {@code pre/} matches only what is below it
     */
    public record Place(String bucket, String prefix) {
        /** Whether an object is in this place. */
        boolean has(SourceName source) {
            return source.bucket().equals(bucket) && (prefix.isEmpty() || isBelow(source.key()));
        }

        private boolean isBelow(String key) {
            return prefix.endsWith("/") ? key.startsWith(prefix) : key.equals(prefix) || key.startsWith(prefix + "/");
        }
    }

    /** No sources at all. */
    public static AllowedSources none() {
        return new AllowedSources(List.of());
    }

    /**
     * Parses {@code s3://BUCKET} and {@code s3://BUCKET/PREFIX}, separated by commas. Prefixes are literal, so a prefix
     * can't contain a comma.
     *
     * @throws IllegalArgumentException with every mistake
     */
    public static AllowedSources parse(String text) {
        List<Place> places = new ArrayList<>();
        List<String> mistakes = new ArrayList<>();
        Stream.of(text.split(",", -1))
                .map(String::strip)
                .filter(t -> !t.isEmpty())
                .forEach(t -> {
                    try {
                        places.add(place(t));
                    } catch (IllegalArgumentException e) {
                        mistakes.add("'" + t + "' is not a list of sources (" + e.getMessage() + ")");
                    }
                });
        if (!mistakes.isEmpty()) {
            throw new IllegalArgumentException(
                    String.join("; ", mistakes) + "; write s3://BUCKET or s3://BUCKET/PREFIX, separated by commas");
        }
        return new AllowedSources(places);
    }

    private static Place place(String text) {
        if (!text.startsWith(SCHEME)) {
            throw new IllegalArgumentException("it does not start with s3://");
        }
        if (text.contains("*")) {
            throw new IllegalArgumentException("wildcards are not supported; a prefix includes everything below it");
        }
        String rest = text.substring(SCHEME.length());
        int slash = rest.indexOf('/');
        String bucket = slash < 0 ? rest : rest.substring(0, slash);
        String prefix = slash < 0 ? "" : rest.substring(slash + 1);
        boolean open = prefix.isEmpty() || prefix.endsWith("/");
        // A prefix that no object's name can begin with would silently match nothing, so it is refused.
        SourceName inside = new SourceName(bucket, open ? prefix + "x" : prefix);
        return new Place(inside.bucket(), prefix);
    }

    /** These sources and all of a bucket. */
    public AllowedSources with(String bucket) {
        return new AllowedSources(
                Stream.concat(places.stream(), Stream.of(new Place(bucket, ""))).toList());
    }

    /** Whether a source is in the set. */
    public boolean has(SourceName source) {
        return places.stream().anyMatch(place -> place.has(source));
    }
}
