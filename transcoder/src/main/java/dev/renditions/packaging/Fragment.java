package dev.renditions.packaging;

/**
 * A fragment of a track: its header and its data. Immutable.
 *
 * @param start where its header begins in the file
 * @param end the first byte behind its data
 * @param time when its first sample is decoded, in ticks
 * @param duration in ticks
 * @param samples how many
 * @param first the first of them
 */
record Fragment(long start, long end, long time, long duration, int samples, Sample first) {
    /**
     * A sample.
     *
     * @param start where it begins in the file
     * @param end the first byte behind it
     * @param sync whether decoding can begin with it
     */
    record Sample(long start, long end, boolean sync) {}

    /** When the next one begins, in ticks. */
    long endTime() {
        return time + duration;
    }
}
