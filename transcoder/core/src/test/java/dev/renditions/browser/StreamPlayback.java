package dev.renditions.browser;

import java.util.List;
import java.util.Map;

/**
 * The observations while a player played a stream with numbered frames. Immutable.
 *
 * @param first the frame that is shown before playback starts
 * @param buffered the start of the first buffered range, in seconds
 * @param heights the heights of the rungs that the player knows
 * @param texts the subtitle menu of the player
 * @param thumbnail the width of the thumbnail at a time; 0 if the player has none
 * @param fast the number of variants with key frames for fast playback; for dash.js, the number of video adaptation sets
 *     other than the played one
 * @param seeks the frame number that is shown after each seek
 * @param switched the frame that is shown after each switch to another rung
 * @param cues the subtitles that are shown at a time
 * @param shown all observed frames of the playback from the beginning to the end
 * @param duration the duration in seconds when the playback had ended
 * @param end the current time in seconds when the playback had ended
 */
record StreamPlayback(
        Shown first,
        double buffered,
        List<Integer> heights,
        List<String> texts,
        int thumbnail,
        int fast,
        List<Integer> seeks,
        List<Switched> switched,
        List<String> cues,
        List<Shown> shown,
        double duration,
        double end) {
    /**
     * A frame.
     *
     * @param time the presentation time that the browser's media element reports
     * @param number the number that it shows, or that of a later frame if the page was slow
     */
    record Shown(double time, int number) {
        private static Shown of(Object seen) {
            return new Shown(StreamPlayback.value(seen, "time"), (int) StreamPlayback.value(seen, "number"));
        }
    }

    /**
     * The frame after a switch.
     *
     * @param height the height of the rung
     */
    record Switched(int height, int number) {
        private static Switched of(Object seen) {
            return new Switched((int) value(seen, "height"), (int) value(seen, "number"));
        }
    }

    /** Reads the response of the page. */
    static StreamPlayback of(Map<?, ?> seen) {
        return new StreamPlayback(
                Shown.of(seen.get("first")),
                value(seen, "buffered"),
                numbers(seen, "heights"),
                list(seen, "texts").stream().map(String::valueOf).toList(),
                (int) value(seen, "thumbnail"),
                (int) value(seen, "fast"),
                numbers(seen, "seeks"),
                list(seen, "switched").stream().map(Switched::of).toList(),
                list(seen, "cues").stream().map(String::valueOf).toList(),
                list(seen, "shown").stream().map(Shown::of).toList(),
                value(seen, "duration"),
                value(seen, "end"));
    }

    private static List<?> list(Map<?, ?> seen, String name) {
        return (List<?>) seen.get(name);
    }

    private static List<Integer> numbers(Map<?, ?> seen, String name) {
        return list(seen, name).stream()
                .map(value -> ((Number) value).intValue())
                .toList();
    }

    private static double value(Object seen, String name) {
        return ((Number) ((Map<?, ?>) seen).get(name)).doubleValue();
    }
}
