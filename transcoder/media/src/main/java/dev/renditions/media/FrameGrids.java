package dev.renditions.media;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How many frames of a video are lost where each is moved to the nearest tick of a steady rate, the first being at a tick: of
 * those that come to the same tick only the last is kept. A video whose frames are equally long loses none at its own rate.
 * Immutable.
 *
 * @param frames how many there are
 * @param lost how many of them are lost, by the rate in ticks a second
 */
public record FrameGrids(long frames, Map<Double, Long> lost) {
    /** Rates that cameras, films and screens have. */
    public static final List<Double> USUAL = List.of(
            10.0,
            12.0,
            12.5,
            15.0,
            20.0,
            24000 / 1001.0,
            24.0,
            25.0,
            30000 / 1001.0,
            30.0,
            48.0,
            50.0,
            60000 / 1001.0,
            60.0);

    /** Measured at no rate. */
    public static final FrameGrids UNKNOWN = new FrameGrids(0, Map.of());

    /** The part of all frames that may be lost: one of a hundred. */
    private static final double MOST_LOST = 0.01;

    /** Rates that differ by less than this factor are two ways to count the same frames. */
    private static final double ALIKE = 1.002;

    /** Copies the map. */
    public FrameGrids {
        lost = Map.copyOf(lost);
    }

    /** Whether a rate keeps all frames but one of a hundred; empty if that was not measured. */
    public Optional<Boolean> keeps(double rate) {
        return Optional.ofNullable(lost.get(rate)).map(l -> l <= frames * MOST_LOST);
    }

    /**
     * The lowest {@link #USUAL} rate up to {@code most} that keeps all frames but one of a hundred; empty if none does. Of two
     * that differ by a thousandth, such as 59.94 and 60, the one that loses less.
     */
    public Optional<Double> lowest(double most) {
        List<Double> keeping = USUAL.stream()
                .filter(rate -> rate <= most)
                .filter(rate -> keeps(rate).orElse(false))
                .toList();
        return keeping.stream()
                .filter(rate -> rate < keeping.get(0) * ALIKE)
                .min(Comparator.comparingLong(rate -> lost.getOrDefault(rate, 0L)));
    }
}
