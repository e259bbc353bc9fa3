package dev.renditions.ffmpeg.probe;

/** Finds the largest burst of a stream above one rate: see {@link dev.renditions.media.Bursts}. For one thread. */
final class LeakyBucket {
    private final double bitsPerSecond;
    private double level;
    private double highest;

    /**
     * An empty bucket.
     *
     * @param kilobits the rate at which it leaks, in kilobits per second
     */
    LeakyBucket(int kilobits) {
        this.bitsPerSecond = kilobits * 1000.0;
    }

    /**
     * Adds a packet, then leaks until the next one.
     *
     * @param seconds the time until the next packet
     */
    void add(long bits, double seconds) {
        level += bits;
        highest = Math.max(highest, level);
        level = Math.max(0, level - bitsPerSecond * seconds);
    }

    /** The most bits that the bucket held at once. */
    long highest() {
        return (long) Math.ceil(highest);
    }
}
