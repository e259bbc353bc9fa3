package dev.renditions.ffmpeg.probe;

import dev.renditions.media.FrameGrids;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;

/** Measures {@link FrameGrids} the way ffmpeg's filter {@code fps} moves frames, in constant memory. For one thread. */
final class FrameGridReader {
    private final Map<Double, Grid> grids = new TreeMap<>();
    private final Queue<Double> waiting = new PriorityQueue<>();
    private double first = Double.NaN;
    private double last = Double.NaN;
    private double step;
    private long count;

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
            first -= last + step - shown;
            last = shown - step;
        }
        waiting.add(shown);
        if (waiting.size() > FrameLengths.FARTHEST) {
            next();
        }
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
        grids.forEach((rate, grid) -> grid.add(Math.round((shown - first) * rate)));
    }

    private static final class Grid {
        private long last = -1;
        private long lost;

        void add(long tick) {
            if (tick <= last) {
                lost++;
            }
            last = Math.max(last, tick);
        }
    }
}
