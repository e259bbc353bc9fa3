package dev.renditions.ffmpeg.command;

import java.time.Duration;

/** When a stream starts and ends, computed from the timestamps of its packets in order. All in seconds; for one thread. */
public final class PacketClock {
    /** Like ffmpeg's default: a longer gap, or a step back, is the start of another recording, and is closed. */
    static final Duration GAP = Duration.ofSeconds(10);

    private static final double STEP_BACK = 0.1;

    private final boolean jumps;
    private long count;
    private double shift;
    private double latestDts = Double.NEGATIVE_INFINITY;
    private double nextDts;
    private double start = Double.POSITIVE_INFINITY;
    private double latestPts = Double.NEGATIVE_INFINITY;
    private double lastDuration;
    private double leastStepBack = Double.POSITIVE_INFINITY;

    /**
     * A clock that has no packet yet.
     *
     * @param jumps whether gaps and steps back between recordings are closed
     */
    public PacketClock(boolean jumps) {
        this.jumps = jumps;
    }

    /**
     * Adds a packet. Unknown values are NaN.
     *
     * @param pts its presentation time
     * @param dts its decoding time, which orders the packets
     * @param duration how long it is presented
     */
    public void add(double pts, double dts, double duration) {
        double at = Double.isNaN(pts) ? dts : pts;
        double order = Double.isNaN(dts) ? at : dts;
        if (Double.isNaN(order)) {
            at = nextDts;
            order = nextDts;
        } else {
            shift += jumps && count > 0 ? shiftThatClosesGap(order + shift) : 0;
            at += shift;
            order += shift;
        }
        count++;
        start = Math.min(start, at);
        if (at >= latestPts) {
            latestPts = at;
            lastDuration = duration;
        }
        latestDts = Math.max(latestDts, order);
        nextDts = order + (Double.isNaN(duration) ? 0 : duration);
    }

    private double shiftThatClosesGap(double order) {
        boolean back = order < latestDts - STEP_BACK;
        if (back) {
            leastStepBack = Math.min(leastStepBack, latestDts - order);
        }
        return back || Math.abs(order - nextDts) > GAP.toSeconds() ? nextDts - order : 0;
    }

    /** The smallest step back of the timestamps; infinite if they never stepped back. */
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

    /** The end of the last packet. If its duration is unknown, the average duration of the others is used. */
    public double end() {
        return latestPts + (Double.isNaN(lastDuration) ? (latestPts - start) / Math.max(1, count - 1) : lastDuration);
    }

    /** Packets per second, which is the frame rate of a video; 0 if there are too few packets. */
    public double rate() {
        return count > 1 && end() > start ? count / (end() - start) : 0;
    }

    /** The number in a field of ffprobe's output; NaN for {@code N/A}. */
    public static double number(String field) {
        try {
            return Double.parseDouble(field);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
