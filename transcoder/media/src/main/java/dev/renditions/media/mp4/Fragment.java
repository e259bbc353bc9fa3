package dev.renditions.media.mp4;

/**
 * A fragment of a track: header and data. Times are in ticks. Immutable.
 *
 * @param start offset of its header in the file
 * @param end offset after its data
 * @param time decode time of its first sample
 * @param duration total duration of its samples
 * @param samples number of samples
 * @param presented presentation time of its samples
 * @param first its first sample
 */
public record Fragment(long start, long end, long time, long duration, int samples, Presented presented, Sample first) {
    /**
     * A sample.
     *
     * @param start offset in the file
     * @param end offset after it
     * @param sync whether decoding can start at it
     */
    public record Sample(long start, long end, boolean sync) {}

    /**
     * A range of presentation times: decode time plus composition offset.
     *
     * @param from start of the earliest sample
     * @param to end of the latest sample: its start plus the duration of the sample decoded last, since the stated
     *     durations of earlier samples may be shorter than their presentation
     * @param inOrder whether the earliest is also the first to be decoded: a stream access point of type 1
     */
    public record Presented(long from, long to, boolean inOrder) {}

    /** The same fragment at earlier times. */
    Fragment earlier(long ticks) {
        return new Fragment(
                start,
                end,
                time - ticks,
                duration,
                samples,
                new Presented(presented.from - ticks, presented.to - ticks, presented.inOrder),
                first);
    }

    /** Decode time of the next fragment. */
    long endTime() {
        return time + duration;
    }
}
