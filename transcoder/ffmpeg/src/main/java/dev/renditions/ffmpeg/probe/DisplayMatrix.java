package dev.renditions.ffmpeg.probe;

import dev.renditions.media.Orientation;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a display matrix as ffprobe prints it: three lines, each with its line number and three numbers. */
final class DisplayMatrix {
    private static final Pattern ROW = Pattern.compile("(?m)^\\d+:\\s+(-?\\d+)\\s+(-?\\d+)\\s+(-?\\d+)\\s*$");

    private DisplayMatrix() {}

    /** The orientation of the frame; upright if the matrix can't be read. */
    static Orientation orientation(String printed) {
        List<double[]> rows = new ArrayList<>();
        Matcher row = ROW.matcher(printed);
        while (row.find()) {
            rows.add(new double[] {Double.parseDouble(row.group(1)), Double.parseDouble(row.group(2))});
        }
        return rows.size() == 3
                ? Orientation.ofMatrix(rows.get(0)[0], rows.get(0)[1], rows.get(1)[0], rows.get(1)[1])
                : Orientation.UPRIGHT;
    }
}
