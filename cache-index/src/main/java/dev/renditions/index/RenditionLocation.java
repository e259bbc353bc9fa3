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
 */
public record RenditionLocation(
        URI uri, String mediaType, long bytes, long allBytes, Duration encodeTime, List<String> warnings) {
    private static final Pattern MEDIA_TYPE = Pattern.compile("[a-z0-9.+-]{1,64}/[a-z0-9.+-]{1,64}");

    /** One that is a single file, or of which no more is known. */
    public RenditionLocation(URI uri, String mediaType, long bytes, Duration encodeTime) {
        this(uri, mediaType, bytes, bytes, encodeTime);
    }

    /** One of an undamaged source. */
    public RenditionLocation(URI uri, String mediaType, long bytes, long allBytes, Duration encodeTime) {
        this(uri, mediaType, bytes, allBytes, encodeTime, List.of());
    }

    /**
     * Checks each part and copies the list.
     *
     * @throws IllegalArgumentException if the URI is relative, the type has no such form, the size is not above 0 or above
     *     that of all files, or the time is below 0
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
        if (encodeTime.isNegative()) {
            throw new IllegalArgumentException("an encode takes no negative time: " + encodeTime);
        }
    }
}
