package dev.renditions.http.access;

import dev.renditions.api.SourceName;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Some sources: whole buckets, or what lies under a prefix. Immutable.
 *
 * @param places where they lie
 */
public record AllowedSources(List<Place> places) {
    private static final String SCHEME = "s3://";

    /** Copies the list. */
    public AllowedSources {
        places = List.copyOf(places);
    }

    /**
     * A bucket, or a part of one.
     *
     * @param bucket its name
     * @param prefix empty for all of it; else the object of that key and all below it: {@code pre} has {@code pre} and
     *     {@code pre/film.mp4} but not {@code prefix.mp4}; {@code pre/} has what is below alone
     */
    public record Place(String bucket, String prefix) {
        /** Whether an object lies here. */
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
     * Reads {@code s3://BUCKET} and {@code s3://BUCKET/PREFIX}, several separated by commas. Prefixes are taken literally, so
     * none has a comma.
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
                        mistakes.add("'" + t + "' names no sources (" + e.getMessage() + ")");
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
            throw new IllegalArgumentException("it does not begin with s3://");
        }
        if (text.contains("*")) {
            throw new IllegalArgumentException("there are no wildcards; a prefix stands for all below it");
        }
        String rest = text.substring(SCHEME.length());
        int slash = rest.indexOf('/');
        String bucket = slash < 0 ? rest : rest.substring(0, slash);
        String prefix = slash < 0 ? "" : rest.substring(slash + 1);
        boolean open = prefix.isEmpty() || prefix.endsWith("/");
        // What could begin no object's name would let nothing pass, and nobody would see why.
        SourceName inside = new SourceName(bucket, open ? prefix + "x" : prefix);
        return new Place(inside.bucket(), prefix);
    }

    /** The same and a whole bucket more. */
    public AllowedSources with(String bucket) {
        return new AllowedSources(
                Stream.concat(places.stream(), Stream.of(new Place(bucket, ""))).toList());
    }

    /** Whether a source is among them. */
    public boolean has(SourceName source) {
        return places.stream().anyMatch(place -> place.has(source));
    }
}
