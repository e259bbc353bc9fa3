package dev.renditions.browser;

import java.util.List;
import java.util.Map;

/**
 * What a player showed of a stream whose pictures are numbered. Immutable.
 *
 * @param first the picture that it showed before anything was played
 * @param buffered where the first buffered range begins, in seconds
 * @param heights of the rungs that it knows
 * @param texts its menu of subtitles
 * @param thumbnail how wide the thumbnail of a time is; 0 if the player knows none
 * @param fast for how many variants the player knows key frames to play fast; of dash.js, how many sets of pictures it has beside
 *     the one that it plays
 * @param seeks the number shown after each seek
 * @param switched what was shown after each switch to another rung
 * @param cues the text that was shown at a time
 * @param shown all pictures that were seen while it played from the beginning to the end
 * @param duration in seconds, when it had ended
 * @param end its clock when it had ended
 */
record Streamed(
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
     * A picture.
     *
     * @param time when it is presented, as the browser's media element says
     * @param number what it carries, or one of the next if the page was slow
     */
    record Shown(double time, int number) {
        private static Shown of(Object seen) {
            return new Shown(Streamed.value(seen, "time"), (int) Streamed.value(seen, "number"));
        }
    }

    /**
     * The picture after a switch.
     *
     * @param height of the rung
     */
    record Switched(int height, int number) {
        private static Switched of(Object seen) {
            return new Switched((int) value(seen, "height"), (int) value(seen, "number"));
        }
    }

    /** Reads what the page answers. */
    static Streamed of(Map<?, ?> seen) {
        return new Streamed(
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
