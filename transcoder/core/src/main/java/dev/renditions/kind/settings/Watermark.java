package dev.renditions.kind.settings;

import dev.renditions.index.ContentHash;
import java.nio.file.Path;
import java.util.Map;

/**
 * A picture laid over a video. Immutable.
 *
 * @param file where it is
 * @param content the hash of its bytes: these count for the fingerprint, not where they lie
 * @param place where it stands
 * @param opacity from above 0 to 1
 * @param widthPercent its width, of the video's
 * @param marginPercent its distance from the edges, of the video's shorter side
 */
public record Watermark(
        Path file, ContentHash content, Place place, double opacity, int widthPercent, int marginPercent) {
    /** The most bytes of its picture. */
    public static final int MOST_BYTES = 32 << 20;

    /** Where a watermark stands. */
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
