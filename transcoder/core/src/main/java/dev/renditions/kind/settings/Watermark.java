package dev.renditions.kind.settings;

import dev.renditions.index.ContentHash;
import java.nio.file.Path;
import java.util.Map;

/**
 * An image that is laid over a video. Immutable.
 *
 * @param file its path
 * @param content the hash of its bytes, which is part of the fingerprint; the path is not
 * @param place its position in the frame
 * @param opacity more than 0, 1 at most
 * @param widthPercent its width in percent of the video's width
 * @param marginPercent its distance from the edges in percent of the video's shorter side
 */
public record Watermark(
        Path file, ContentHash content, Place place, double opacity, int widthPercent, int marginPercent) {
    /** The maximum size of its file in bytes. */
    public static final int MAX_BYTES = 32 << 20;

    /** The position of a watermark. */
    public enum Place {
        /** At the top, left. */
        TOP_LEFT,
        /** At the top, right. */
        TOP_RIGHT,
        /** At the bottom, left. */
        BOTTOM_LEFT,
        /** At the bottom, right. */
        BOTTOM_RIGHT,
        /** In the middle. */
        CENTER
    }

    public Map<String, Object> settings() {
        return Map.of(
                "content",
                content.hex(),
                "place",
                place.name(),
                "opacity",
                opacity,
                "widthPercent",
                widthPercent,
                "marginPercent",
                marginPercent);
    }
}
