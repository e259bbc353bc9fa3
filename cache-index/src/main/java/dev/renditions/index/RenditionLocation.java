package dev.renditions.index;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Where an encoded rendition is, with what a response needs, so that a hit needs no store request. Immutable.
 *
 * @param uri the rendition's main file, absolute: {@code s3://bucket/key} or {@code file:///path}
 * @param mediaType the type of that file, such as {@code video/mp4}
 * @param bytes the size of that file, above 0; a store compares it to check that it still holds the rendition
 * @param allBytes the size of all files of the rendition; the size of the main file if the others are unknown
 * @param encodeTime the wall-clock time of the encode, which every hit saves
 * @param warnings sentences for users about damage in the source; empty if there is none
 * @param sizes a digest of the names and sizes of all its files, by which a store checks in one listing that none is
 *     missing; empty for a single file and in entries of earlier versions
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

    /** A location without a digest of file sizes. */
    public RenditionLocation(
            URI uri, String mediaType, long bytes, long allBytes, Duration encodeTime, List<String> warnings) {
        this(uri, mediaType, bytes, allBytes, encodeTime, warnings, "");
    }

    /** A location of a single file, or one whose other files are unknown. */
    public RenditionLocation(URI uri, String mediaType, long bytes, Duration encodeTime) {
        this(uri, mediaType, bytes, bytes, encodeTime);
    }

    /** A location without warnings. */
    public RenditionLocation(URI uri, String mediaType, long bytes, long allBytes, Duration encodeTime) {
        this(uri, mediaType, bytes, allBytes, encodeTime, List.of());
    }

    /** Whether it is known to have other files than the main one. */
    public boolean hasMoreFiles() {
        return allBytes != bytes || !sizes.isEmpty();
    }

    /**
     * Checks each part and copies the list.
     *
     * @throws IllegalArgumentException if the URI is relative, the type or the digest is malformed, the size is 0 or
     *     less or above that of all files, or the time is negative
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
            throw new IllegalArgumentException("the size of a rendition must be at least 1 byte, not " + bytes);
        }
        if (allBytes < bytes) {
            throw new IllegalArgumentException(
                    "the size of all files (" + allBytes + ") is below that of the main file (" + bytes + ")");
        }
        if (!SIZES.matcher(sizes).matches()) {
            throw new IllegalArgumentException("not a digest of file sizes: '" + sizes + "'");
        }
        if (encodeTime.isNegative()) {
            throw new IllegalArgumentException("the encode time must not be negative: " + encodeTime);
        }
    }
}
