package dev.renditions.ffmpeg.probe;

/** Finds the largest burst of a stream above one rate: see {@link dev.renditions.media.Bursts}. For one thread. */
final class LeakyBucket {
    private final double bitsPerSecond;
    private double level;
    private double highest;

    /** An empty one, which leaks at that rate. */
    LeakyBucket(int kilobits) {
        this.bitsPerSecond = kilobits * 1000.0;
    }

    /**
     * Pours in a packet, and lets leak what leaks until the next.
     *
     * @param seconds how long it takes until the next
     */
    void add(long bits, double seconds) {
        level += bits;
        highest = Math.max(highest, level);
        level = Math.max(0, level - bitsPerSecond * seconds);
    }

    /** The most bits that it held. */
    long highest() {
        return (long) Math.ceil(highest);
    }
}
