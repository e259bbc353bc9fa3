package dev.renditions.browser;

import java.util.List;
import java.util.Map;

/**
 * What is done with a stream before it is played to its end. Immutable.
 *
 * @param seeks times to go to, in seconds
 * @param heights rungs to switch to, in turn
 * @param cueAt a time at which subtitles are looked at; below 0 for none
 */
record StreamPlan(List<Double> seeks, List<Integer> heights, double cueAt) {
    /** Faster than it is, so that a test does not take as long as the films it plays. */
    private static final double RATE = 4;

    /** As the page takes it. */
    Map<String, Object> values() {
        return Map.of("seeks", seeks, "heights", heights, "cueAt", cueAt, "rate", RATE);
    }
}
