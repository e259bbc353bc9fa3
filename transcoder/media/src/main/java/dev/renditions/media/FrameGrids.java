package dev.renditions.media;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How many frames of a video are lost in a conversion to a constant frame rate. Each frame moves to the nearest tick of
 * the rate, where the first frame is at a tick; of several frames at one tick only the last is kept. A video with a
 * constant frame rate loses none at its own rate. Immutable.
 *
 * @param frames number of frames
 * @param lost number of lost frames, by the rate in frames per second
 */
public record FrameGrids(long frames, Map<Double, Long> lost) {
    /** The usual frame rates of cameras, films and screens. */
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

    /** Not measured. */
    public static final FrameGrids UNKNOWN = new FrameGrids(0, Map.of());

    /** The share of frames that may be lost: 1 %. */
    private static final double MOST_LOST = 0.01;

    /** Rates that differ by less than this factor are variants of one rate. */
    private static final double ALIKE = 1.002;

    /** Copies the map. */
    public FrameGrids {
        lost = Map.copyOf(lost);
    }

    /** Whether a rate loses at most 1 % of the frames; empty if it was not measured. */
    public Optional<Boolean> keeps(double rate) {
        return Optional.ofNullable(lost.get(rate)).map(l -> l <= frames * MOST_LOST);
    }

    /**
     * The lowest {@link #USUAL} rate up to {@code most} that loses at most 1 % of the frames; empty if none does. Of
     * two that differ by a thousandth, such as 59.94 and 60, the one that loses less.
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
