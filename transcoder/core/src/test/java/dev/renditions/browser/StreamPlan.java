package dev.renditions.browser;

import java.util.List;
import java.util.Map;

/**
 * What to do with a stream before it is played to its end. Immutable.
 *
 * @param seeks times to seek to, in seconds
 * @param heights the heights of the rungs to switch to, in order
 * @param cueAt the time in seconds at which to read the subtitles; negative for none
 */
record StreamPlan(List<Double> seeks, List<Integer> heights, double cueAt) {
    /** The playback rate: faster than real time, so that tests are short. */
    private static final double RATE = 4;

    /** The plan as the page expects it. */
    Map<String, Object> values() {
        return Map.of("seeks", seeks, "heights", heights, "cueAt", cueAt, "rate", RATE);
    }
}
