package dev.renditions.packaging;

import java.util.List;

/**
 * The bit rates of a track in bits per second. Immutable.
 *
 * @param peak the highest rate of any run of segments that lasts between 0.5 and 1.5 target durations (RFC 8216, 4.1);
 *     if all segments together are shorter, their rate
 * @param average the rate over the whole track
 */
public record BitRates(long peak, long average) {
    private static final double SHORTEST = 0.5;
    private static final double LONGEST = 1.5;

    /** Measures the rates of segments. */
    public static BitRates of(List<Segment> segments, int targetDuration) {
        double longest = LONGEST * targetDuration;
        double shortest = SHORTEST * targetDuration;
        double peak = 0;
        double bitsOfAll = 0;
        double secondsOfAll = 0;
        for (int from = 0; from < segments.size(); from++) {
            bitsOfAll += 8.0 * segments.get(from).bytes();
            secondsOfAll += segments.get(from).seconds();
            double bits = 0;
            double seconds = 0;
            for (int to = from; to < segments.size() && seconds <= longest; to++) {
                bits += 8.0 * segments.get(to).bytes();
                seconds += segments.get(to).seconds();
                if (seconds >= shortest && seconds <= longest) {
                    peak = Math.max(peak, bits / seconds);
                }
            }
        }
        double average = secondsOfAll > 0 ? bitsOfAll / secondsOfAll : 0;
        return new BitRates((long) Math.ceil(Math.max(peak, average)), (long) Math.ceil(average));
    }
}
