package dev.renditions.ffmpeg.probe;

import dev.renditions.media.FrameGrids;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;

/** Measures {@link FrameGrids} the way ffmpeg's filter {@code fps} moves frames, in constant memory. For one thread. */
final class FrameGridReader {
    /** In ticks: less than half of a twelfth, and more than Matroska's rounding to a millisecond at usual rates. */
    private static final double ROUNDING = 0.035;

    private final Map<Double, Grid> grids = new TreeMap<>();
    private final Queue<Double> waiting = new PriorityQueue<>();
    private double first = Double.NaN;
    private double last = Double.NaN;
    private double step;
    private long count;
    private boolean appended;

    /**
     * A reader of one stream.
     *
     * @param rates the rates of the grids, in ticks per second
     */
    FrameGridReader(Set<Double> rates) {
        rates.forEach(rate -> grids.put(rate, new Grid()));
    }

    /**
     * Adds the presentation time of the next frame in decoding order. If it is earlier than that of frames long before it,
     * another recording begins, which is appended to the previous one.
     */
    void add(double shown) {
        if (shown < last) {
            while (!waiting.isEmpty()) {
                next();
            }
            appended = true;
            first -= last + step - shown;
            last = shown - step;
        }
        waiting.add(shown);
        if (waiting.size() > FrameLengths.FARTHEST) {
            next();
        }
    }

    /** Whether each frame so far was at the next tick of a rate that was given; to be asked after the end. */
    boolean regular(double rate) {
        return !appended
                && Optional.ofNullable(grids.get(rate))
                        .filter(grid -> grid.regular)
                        .isPresent();
    }

    /** Ends the input and returns the measurement. */
    FrameGrids end() {
        while (!waiting.isEmpty()) {
            next();
        }
        Map<Double, Long> lost = new TreeMap<>();
        grids.forEach((rate, grid) -> lost.put(rate, grid.lost));
        return new FrameGrids(count, lost);
    }

    private void next() {
        double shown = waiting.remove();
        first = count == 0 ? shown : first;
        step = count == 0 ? 0 : shown - last;
        last = shown;
        count++;
        grids.forEach((rate, grid) -> grid.add((shown - first) * rate));
    }

    private static final class Grid {
        private long last = -1;
        private long lost;
        private boolean regular = true;

        void add(double ticks) {
            long tick = Math.round(ticks);
            if (tick <= last) {
                lost++;
            }
            regular &= tick == last + 1 && Math.abs(ticks - tick) < ROUNDING;
            last = Math.max(last, tick);
        }
    }
}
