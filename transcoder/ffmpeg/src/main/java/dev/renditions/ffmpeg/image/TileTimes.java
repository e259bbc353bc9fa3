package dev.renditions.ffmpeg.image;

import dev.renditions.ffmpeg.process.ConfinedProcess;
import dev.renditions.kind.storyboard.StoryboardPlan;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * How far the pictures of a storyboard are from the times they stand for, by the frames that ffmpeg says it decoded: each
 * shows what is seen in the middle of its part of the film. Keeps a few numbers, however many frames there are. To be read
 * after the process has ended.
 */
final class TileTimes implements ConfinedProcess.Output {
    /** Prints each frame that comes by to standard output. A frame needs a tag to be printed. */
    static final String FILTERS = "metadata=mode=add:key=k:value=1,metadata=mode=print:file=-:direct=1";

    private static final String TIME = "pts_time:";

    private final int tiles;
    private final double part;
    private int next;
    private double latest = Double.NaN;
    private double furthest;

    TileTimes(StoryboardPlan plan) {
        this.tiles = plan.tiles();
        this.part = plan.length().toNanos() / 1e9 / plan.tiles();
    }

    @Override
    public void read(InputStream stream) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            int at = line.indexOf(TIME);
            if (line.startsWith("frame:") && at > 0) {
                add(line.substring(at + TIME.length()).strip());
            }
        }
    }

    private void add(String time) {
        try {
            add(Double.parseDouble(time));
        } catch (NumberFormatException e) {
            // A frame without a time is shown with the one before it.
        }
    }

    /** One frame more, in the order of their times. */
    void add(double time) {
        if (Double.isNaN(latest)) {
            // There is nothing before the first frame, so it stands in for what it comes too late for.
            for (; next < tiles && middle(next) < time; next++) {
                furthest = Math.max(furthest, time - middle(next));
            }
        }
        show(time);
        latest = time;
    }

    private void show(double until) {
        for (; next < tiles && middle(next) < until; next++) {
            furthest = Math.max(furthest, middle(next) - latest);
        }
    }

    private double middle(int tile) {
        return (tile + 0.5) * part;
    }

    /** How many parts of the film the worst picture is away from its time; infinite if there was no frame. */
    double furthest() {
        if (Double.isNaN(latest)) {
            return Double.POSITIVE_INFINITY;
        }
        return Math.max(furthest, next < tiles ? middle(tiles - 1) - latest : 0) / part;
    }
}
