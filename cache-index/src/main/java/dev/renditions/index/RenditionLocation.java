package dev.renditions.index;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Where an encoded rendition is, with what an answer needs without asking the store. Immutable.
 *
 * @param uri the rendition's main file, absolute: {@code s3://bucket/key} or {@code file:///path}
 * @param mediaType the type of that file, such as {@code video/mp4}
 * @param bytes the size of that file, above 0: by it a store knows whether it still holds the rendition
 * @param allBytes the size of all files of the rendition, which may be many; that of the main one where no more is known
 * @param encodeTime the wall-clock time the encode took: what every hit saves
 * @param warnings what is damaged in its source, sentences for people; empty if nothing is
 * @param sizes a digest of the names and sizes of all its files, by which a store checks with one listing that none is
 *     missing; empty for a single file, and in what earlier versions wrote
 */
public record RenditionLocation(
        URI uri,
        String mediaType,
        long bytes,
        long allBytes,
        Duration encodeTime,
        List<String> warnings,
        String sizes) {
    private static final Pattern MEDIA_TYPE = Pattern.compile("[a-z0-9.+-]{1,64}/[a-z0-9.+-]{1,64}");

    private static final Pattern SIZES = Pattern.compile("([0-9a-f]{12})?");

    /** One without a digest of the sizes of its files. */
    public RenditionLocation(
            URI uri, String mediaType, long bytes, long allBytes, Duration encodeTime, List<String> warnings) {
        this(uri, mediaType, bytes, allBytes, encodeTime, warnings, "");
    }

    /** One that is a single file, or of which no more is known. */
    public RenditionLocation(URI uri, String mediaType, long bytes, Duration encodeTime) {
        this(uri, mediaType, bytes, bytes, encodeTime);
    }

    /** One of an undamaged source. */
    public RenditionLocation(URI uri, String mediaType, long bytes, long allBytes, Duration encodeTime) {
        this(uri, mediaType, bytes, allBytes, encodeTime, List.of());
    }

    /** Whether it is known to have more files than its main one. */
    public boolean hasMoreFiles() {
        return allBytes != bytes || !sizes.isEmpty();
    }

    /**
     * Checks each part and copies the list.
     *
     * @throws IllegalArgumentException if the URI is relative, the type or the digest has no such form, the size is not
     *     above 0 or above that of all files, or the time is below 0
     */
    public RenditionLocation {
        warnings = List.copyOf(warnings);
        if (!uri.isAbsolute()) {
            throw new IllegalArgumentException("the location of a rendition must be absolute: " + uri);
        }
        if (!MEDIA_TYPE.matcher(mediaType).matches()) {
            throw new IllegalArgumentException("not a media type: '" + mediaType + "'");
        }
        if (bytes <= 0) {
            throw new IllegalArgumentException("a rendition has at least one byte, this one has " + bytes);
        }
        if (allBytes < bytes) {
            throw new IllegalArgumentException(
                    "all files have at least as many bytes as one of them, not " + allBytes + " of " + bytes);
        }
        if (!SIZES.matcher(sizes).matches()) {
            throw new IllegalArgumentException("not a digest of sizes: '" + sizes + "'");
        }
        if (encodeTime.isNegative()) {
            throw new IllegalArgumentException("an encode takes no negative time: " + encodeTime);
        }
    }
}
