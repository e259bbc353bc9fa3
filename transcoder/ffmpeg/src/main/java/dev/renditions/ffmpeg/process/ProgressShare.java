package dev.renditions.ffmpeg.process;

import dev.renditions.api.EncodeProgress;
import dev.renditions.api.Transcoder;
import java.util.Optional;

/**
 * A part of the work on an order, told to whoever hears of the whole. Immutable.
 *
 * @param from the fraction of the whole that is done when the part begins
 * @param to the same when it ends
 * @param whole told of the whole
 */
public record ProgressShare(double from, double to, Transcoder.Progress whole) implements Transcoder.Progress {
    /** What measuring takes of an order that is measured before it is encoded. */
    private static final double MEASURING = 0.3;

    /** What a try takes of all that is left; most need no other. */
    private static final double TRY = 0.8;

    public static ProgressShare ofMeasuring(Transcoder.Progress whole) {
        return new ProgressShare(0, MEASURING, whole);
    }

    /**
     * Of one try after the measuring.
     *
     * @param number counted from 0
     */
    public static ProgressShare ofTry(int number, Transcoder.Progress whole) {
        return new ProgressShare(doneBefore(number), doneBefore(number + 1), whole);
    }

    private static double doneBefore(int number) {
        return 1 - (1 - MEASURING) * Math.pow(1 - TRY, number);
    }

    @Override
    public void at(EncodeProgress step) {
        // How long this part will take says little of those that follow.
        whole.at(new EncodeProgress(from + (to - from) * step.fraction(), step.speed(), Optional.empty()));
    }
}
