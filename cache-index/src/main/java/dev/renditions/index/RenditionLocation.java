package dev.renditions.index;

import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Where an encoded rendition is, with what an answer needs without asking the store. Immutable.
 *
 * @param uri the rendition's main file, absolute: {@code s3://bucket/key} or {@code file:///path}
 * @param mediaType the type of that file, such as {@code video/mp4}
 * @param bytes the size of that file, above 0
 * @param encodeTime the wall-clock time the encode took: what every hit saves
 */
public record RenditionLocation(URI uri, String mediaType, long bytes, Duration encodeTime) {
    private static final Pattern MEDIA_TYPE = Pattern.compile("[a-z0-9.+-]{1,64}/[a-z0-9.+-]{1,64}");

    /**
     * Checks each part.
     *
     * @throws IllegalArgumentException if the URI is relative, the type has no such form, the size is not above 0, or the
     *     time is below 0
     */
    public RenditionLocation {
        if (!uri.isAbsolute()) {
            throw new IllegalArgumentException("the location of a rendition must be absolute: " + uri);
        }
        if (!MEDIA_TYPE.matcher(mediaType).matches()) {
            throw new IllegalArgumentException("not a media type: '" + mediaType + "'");
        }
        if (bytes <= 0) {
            throw new IllegalArgumentException("a rendition has at least one byte, this one has " + bytes);
        }
        if (encodeTime.isNegative()) {
            throw new IllegalArgumentException("an encode takes no negative time: " + encodeTime);
        }
    }
}
