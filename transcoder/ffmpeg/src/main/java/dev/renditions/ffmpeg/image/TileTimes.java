package dev.renditions.ffmpeg.image;

import dev.renditions.ffmpeg.process.ConfinedProcess;
import dev.renditions.kind.storyboard.StoryboardPlan;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * Measures how far the tiles of a storyboard are from their times, from the decoded frames that ffmpeg prints. Each tile should
 * show the frame in the middle of its part of the video. Needs constant memory. Results are valid after the process has ended.
 */
final class TileTimes implements ConfinedProcess.Output {
    /** Prints each frame to the standard output. Only frames with a tag are printed, so one is added. */
    static final String FILTERS = "metadata=mode=add:key=k:value=1,metadata=mode=print:file=-:direct=1";

    private static final String TIME = "pts_time:";

    private final int tiles;
    private final double part;
    private int next;
    private double latest = Double.NaN;
    private double worst;

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
            // A frame without a time counts as part of the one before it.
        }
    }

    /** Adds a frame. Frames are added in the order of their times. */
    void add(double time) {
        if (Double.isNaN(latest)) {
            // The first frame is used for all tiles before it.
            for (; next < tiles && middle(next) < time; next++) {
                worst = Math.max(worst, time - middle(next));
            }
        }
        show(time);
        latest = time;
    }

    private void show(double until) {
        for (; next < tiles && middle(next) < until; next++) {
            worst = Math.max(worst, middle(next) - latest);
        }
    }

    private double middle(int tile) {
        return (tile + 0.5) * part;
    }

    /** How far the worst tile is from its time, in parts of the video; infinite if there was no frame. */
    double worst() {
        if (Double.isNaN(latest)) {
            return Double.POSITIVE_INFINITY;
        }
        return Math.max(worst, next < tiles ? middle(tiles - 1) - latest : 0) / part;
    }
}
