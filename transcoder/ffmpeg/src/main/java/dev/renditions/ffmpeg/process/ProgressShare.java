package dev.renditions.ffmpeg.process;

import dev.renditions.api.EncodeProgress;
import dev.renditions.api.Transcoder;
import java.util.Optional;

/**
 * Converts the progress of one part of the work on an order to the progress of the whole. Immutable.
 *
 * @param from the fraction of the whole that is done when the part begins
 * @param to the fraction of the whole that is done when the part ends
 * @param whole receives the progress of the whole
 */
public record ProgressShare(double from, double to, Transcoder.Progress whole) implements Transcoder.Progress {
    /** The share of the loudness measurement, for an order that is measured before it is encoded. */
    private static final double MEASURING = 0.3;

    /** The share that one attempt has of the remaining work; most orders need only one. */
    private static final double ATTEMPT = 0.8;

    public static ProgressShare ofMeasuring(Transcoder.Progress whole) {
        return new ProgressShare(0, MEASURING, whole);
    }

    /**
     * The share of one attempt after the measurement.
     *
     * @param number the number of the attempt, from 0
     */
    public static ProgressShare ofAttempt(int number, Transcoder.Progress whole) {
        return new ProgressShare(doneBefore(number), doneBefore(number + 1), whole);
    }

    private static double doneBefore(int number) {
        return 1 - (1 - MEASURING) * Math.pow(1 - ATTEMPT, number);
    }

    @Override
    public void at(EncodeProgress step) {
        // The remaining time of this part says little about the parts that follow.
        whole.at(new EncodeProgress(from + (to - from) * step.fraction(), step.speed(), Optional.empty()));
    }
}
