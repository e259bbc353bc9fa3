package dev.renditions.browser;

import dev.renditions.media.Size;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The observations while a media element played: the beginning until its clock moved, then the last half second.
 * Immutable.
 *
 * @param size {@code videoWidth} and {@code videoHeight}; absent without video
 * @param duration its stated duration; zero if that is infinite
 * @param from its clock when it began
 * @param to its clock when it was observed to have moved
 * @param end its clock when it had ended
 * @param frames the number of decoded frames; 0 for audio
 * @param levels the played rungs of an HLS ladder, in order, by their index in the playlist; empty for others
 * @param reportedErrors the errors that hls.js reported, including those it recovered from; empty for others
 */
public record MediaPlayback(
        Optional<Size> size,
        Duration duration,
        Duration from,
        Duration to,
        Duration end,
        long frames,
        List<Long> levels,
        List<String> reportedErrors) {
    /** Whether its clock moved. */
    public boolean currentTimeMoves() {
        return to.compareTo(from) > 0;
    }

    /** Reads the response of the page. */
    static MediaPlayback of(Map<?, ?> seen) {
        int width = (int) number(seen, "width");
        int height = (int) number(seen, "height");
        return new MediaPlayback(
                width == 0 ? Optional.empty() : Optional.of(new Size(width, height)),
                seconds(seen, "duration"),
                seconds(seen, "from"),
                seconds(seen, "to"),
                seconds(seen, "end"),
                (long) number(seen, "frames"),
                ((List<?>) seen.get("levels"))
                        .stream().map(level -> ((Number) level).longValue()).toList(),
                ((List<?>) seen.get("reports")).stream().map(String::valueOf).toList());
    }

    private static double number(Map<?, ?> seen, String name) {
        return ((Number) seen.get(name)).doubleValue();
    }

    private static Duration seconds(Map<?, ?> seen, String name) {
        return Duration.ofNanos(Math.round(number(seen, name) * 1e9));
    }
}
