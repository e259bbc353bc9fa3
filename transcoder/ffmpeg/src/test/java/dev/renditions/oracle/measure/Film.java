package dev.renditions.oracle.measure;

import dev.renditions.oracle.scene.TimeCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Decoded video frames, in display order. Immutable.
 *
 * @param shots at least one
 * @param stated when the last one ends by the file, in seconds; empty if that is not stated
 */
public record Film(List<Shot> shots, OptionalDouble stated) {
    /**
     * One frame.
     *
     * @param at when it is shown, in seconds
     * @param view what it shows
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

    /** When the last frame ends: as stated by the file, otherwise after the usual frame time. */
    public double until() {
        return stated.orElse(last() + frameSeconds());
    }

    /** The median time between frames, in seconds; 0 if there is one frame. */
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

    /** The middle one of the frames without a flash; empty if there is none. */
    public Optional<View> plain() {
        List<View> plain =
                shots.stream().map(Shot::view).filter(v -> !v.flash()).toList();
        return plain.isEmpty() ? Optional.empty() : Optional.of(plain.get(plain.size() / 2));
    }

    /** The stored width of the disc divided by its height; the median of all frames. */
    public OptionalDouble roundness() {
        return median(shots.stream()
                .map(shot -> shot.view().roundness())
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .toArray());
    }

    /** The number of different time codes. */
    public int distinctCodes() {
        return (int) shots.stream()
                .filter(shot -> shot.view().code().isPresent())
                .map(shot -> shot.view().code().getAsInt())
                .distinct()
                .count();
    }

    /** The number of frames with a readable time code. */
    public int readableCodes() {
        return (int)
                shots.stream().filter(shot -> shot.view().code().isPresent()).count();
    }

    /** The median delay of frames relative to their time codes, in seconds. */
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

    /** Whether time codes never decrease. */
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
