package dev.renditions.ffmpeg.command;

import java.time.Duration;

/** From when to when a stream plays, told by its packets one after the other. All in seconds; for one thread. */
public final class PacketClock {
    /** As ffmpeg does by default: a longer gap, or a step back, is another recording, and is closed. */
    static final Duration GAP = Duration.ofSeconds(10);

    private static final double STEP_BACK = 0.1;

    private final boolean jumps;
    private long count;
    private double shift;
    private double latestSent = Double.NEGATIVE_INFINITY;
    private double nextSent;
    private double start = Double.POSITIVE_INFINITY;
    private double lastShown = Double.NEGATIVE_INFINITY;
    private double lastDuration;
    private double leastStepBack = Double.POSITIVE_INFINITY;

    public PacketClock(boolean jumps) {
        this.jumps = jumps;
    }

    /**
     * One packet more; NaN for what is not said of it.
     *
     * @param shown when it is to be shown
     * @param sent when it is to be decoded, which orders the packets
     * @param duration how long it is shown
     */
    public void add(double shown, double sent, double duration) {
        double at = Double.isNaN(shown) ? sent : shown;
        double order = Double.isNaN(sent) ? at : sent;
        if (Double.isNaN(order)) {
            at = nextSent;
            order = nextSent;
        } else {
            shift += jumps && count > 0 ? closed(order + shift) : 0;
            at += shift;
            order += shift;
        }
        count++;
        start = Math.min(start, at);
        if (at >= lastShown) {
            lastShown = at;
            lastDuration = duration;
        }
        latestSent = Math.max(latestSent, order);
        nextSent = order + (Double.isNaN(duration) ? 0 : duration);
    }

    private double closed(double order) {
        boolean back = order < latestSent - STEP_BACK;
        if (back) {
            leastStepBack = Math.min(leastStepBack, latestSent - order);
        }
        return back || Math.abs(order - nextSent) > GAP.toSeconds() ? nextSent - order : 0;
    }

    /** How far the clock stepped back where it did, the least of all steps; infinite if it never did. */
    public double leastStepBack() {
        return leastStepBack;
    }

    /** How many packets there were. */
    public long count() {
        return count;
    }

    public double start() {
        return start;
    }

    /** Where the last packet does not say how long it is shown, it is as long as the others on average. */
    public double end() {
        return lastShown + (Double.isNaN(lastDuration) ? (lastShown - start) / Math.max(1, count - 1) : lastDuration);
    }

    /** Packets a second, which are frames of a video; 0 if there are too few to tell. */
    public double rate() {
        return count > 1 && end() > start ? count / (end() - start) : 0;
    }

    /** What a field of a line says; NaN for {@code N/A}. */
    public static double number(String field) {
        try {
            return Double.parseDouble(field);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
