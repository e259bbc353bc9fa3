package dev.renditions.oracle.measure;

import dev.renditions.oracle.scene.TimeCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Decoded moving pictures, in the order in which they are shown. Immutable.
 *
 * @param shots at least one
 * @param stated when the last one ends as the file says, in seconds; empty if it does not
 */
public record Film(List<Shot> shots, OptionalDouble stated) {
    /**
     * One frame.
     *
     * @param at when it is shown, in seconds
     * @param view what is to be seen
     */
    public record Shot(double at, View view) {}

    /** Copies the list. */
    public Film {
        shots = List.copyOf(shots);
    }

    /** When the first frame is shown. */
    public double from() {
        return shots.get(0).at();
    }

    /** When the last frame is shown. */
    public double last() {
        return shots.get(shots.size() - 1).at();
    }

    /** When the last frame ends: as the file says, or after the usual time. */
    public double until() {
        return stated.orElse(last() + frameSeconds());
    }

    /** The usual time from frame to frame; the shown length of the only one is not known. */
    public double frameSeconds() {
        if (shots.size() < 2) {
            return 0;
        }
        double[] steps = new double[shots.size() - 1];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = shots.get(i + 1).at() - shots.get(i).at();
        }
        return median(steps).orElseThrow();
    }

    /** When each flash begins. */
    public List<Double> flashes() {
        List<Double> flashes = new ArrayList<>();
        boolean before = false;
        for (Shot shot : shots) {
            if (shot.view().flash() && !before) {
                flashes.add(shot.at());
            }
            before = shot.view().flash();
        }
        return flashes;
    }

    /** A frame from the middle that shows no flash, if there is one. */
    public Optional<View> plain() {
        List<View> plain =
                shots.stream().map(Shot::view).filter(v -> !v.flash()).toList();
        return plain.isEmpty() ? Optional.empty() : Optional.of(plain.get(plain.size() / 2));
    }

    /** The width of the disc over its height, as stored: that of most frames. */
    public OptionalDouble roundness() {
        return median(shots.stream()
                .map(shot -> shot.view().roundness())
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .toArray());
    }

    /** How many of the frames tell a time of their own. */
    public int distinctCodes() {
        return (int) shots.stream()
                .filter(shot -> shot.view().code().isPresent())
                .map(shot -> shot.view().code().getAsInt())
                .distinct()
                .count();
    }

    /** How many of the frames' time codes can be read. */
    public int readableCodes() {
        return (int)
                shots.stream().filter(shot -> shot.view().code().isPresent()).count();
    }

    /** How much later than their time codes say frames are first shown: most of them, in seconds. */
    public OptionalDouble lag() {
        List<Double> lags = new ArrayList<>();
        int last = -1;
        for (Shot shot : shots) {
            int code = shot.view().code().orElse(last);
            if (code != last) {
                lags.add(shot.at() - (double) code / TimeCode.PER_SECOND);
            }
            last = code;
        }
        return median(lags.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** Whether no frame tells an earlier time than the one before it. */
    public boolean inOrder() {
        int last = -1;
        for (Shot shot : shots) {
            int code = shot.view().code().orElse(last);
            if (code < last) {
                return false;
            }
            last = code;
        }
        return true;
    }

    private static OptionalDouble median(double[] values) {
        if (values.length == 0) {
            return OptionalDouble.empty();
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return OptionalDouble.of(sorted[sorted.length / 2]);
    }
}
