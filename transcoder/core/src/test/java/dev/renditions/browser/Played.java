package dev.renditions.browser;

import dev.renditions.media.Size;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a media element showed while it played: at its beginning until its clock moved, then its last half second.
 * Immutable.
 *
 * @param size {@code videoWidth} and {@code videoHeight}; absent without a picture
 * @param duration how long it says that it plays; zero where that has no end
 * @param from its clock when it began
 * @param to its clock when it was seen to have moved
 * @param end its clock when it had ended
 * @param frames pictures that were decoded; 0 for sound alone
 * @param levels the rungs of an HLS ladder that were shown, in turn, by their place in the playlist; empty for others
 * @param complaints what hls.js said without giving up; empty for others
 */
public record Played(
        Optional<Size> size,
        Duration duration,
        Duration from,
        Duration to,
        Duration end,
        long frames,
        List<Long> levels,
        List<String> complaints) {
    /** Whether its clock moved. */
    public boolean currentTimeMoves() {
        return to.compareTo(from) > 0;
    }

    /** Reads what the page answers. */
    static Played of(Map<?, ?> seen) {
        int width = (int) number(seen, "width");
        int height = (int) number(seen, "height");
        return new Played(
                width == 0 ? Optional.empty() : Optional.of(new Size(width, height)),
                seconds(seen, "duration"),
                seconds(seen, "from"),
                seconds(seen, "to"),
                seconds(seen, "end"),
                (long) number(seen, "frames"),
                ((List<?>) seen.get("levels"))
                        .stream().map(level -> ((Number) level).longValue()).toList(),
                ((List<?>) seen.get("said")).stream().map(String::valueOf).toList());
    }

    private static double number(Map<?, ?> seen, String name) {
        return ((Number) seen.get(name)).doubleValue();
    }

    private static Duration seconds(Map<?, ?> seen, String name) {
        return Duration.ofNanos(Math.round(number(seen, name) * 1e9));
    }
}
