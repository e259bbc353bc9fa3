package dev.renditions.media.mp4;

/**
 * A fragment of a track: its header and its data. Times are in ticks. Immutable.
 *
 * @param start where its header begins in the file
 * @param end the first byte behind its data
 * @param time when its first sample is decoded
 * @param duration of all its samples
 * @param samples how many
 * @param presented when its samples are presented
 * @param first the first of them
 */
public record Fragment(long start, long end, long time, long duration, int samples, Presented presented, Sample first) {
    /**
     * A sample.
     *
     * @param start where it begins in the file
     * @param end the first byte behind it
     * @param sync whether decoding can begin with it
     */
    public record Sample(long start, long end, boolean sync) {}

    /**
     * A time of presentation: decode time and composition offset.
     *
     * @param from when the earliest sample begins
     * @param to when the last one ends: as long after it begins as the last one that is decoded lasts, since those that are decoded
     *     first may be shorter than they are presented
     * @param inOrder whether the earliest is also the first to be decoded: a stream access point of type 1
     */
    public record Presented(long from, long to, boolean inOrder) {}

    /** When the next one is decoded. */
    long endTime() {
        return time + duration;
    }
}
