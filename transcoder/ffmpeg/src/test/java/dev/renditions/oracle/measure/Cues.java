package dev.renditions.oracle.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads WebVTT. */
public final class Cues {
    private static final Pattern TIMES = Pattern.compile(
            "((?:\\d+:)?\\d\\d:\\d\\d\\.\\d{3})[ \\t]+-->[ \\t]+((?:\\d+:)?\\d\\d:\\d\\d\\.\\d{3})(.*)");

    /**
     * One cue.
     *
     * @param from seconds until it appears
     * @param until seconds until it disappears
     * @param settings the cue settings, stripped
     * @param text its text with tags
     */
    public record Cue(double from, double until, String settings, String text) {}

    private Cues() {}

    /**
     * The cues of a file, in their order.
     *
     * @throws IllegalArgumentException if it does not start with the WebVTT header
     */
    public static List<Cue> read(String vtt) {
        if (!vtt.startsWith("WEBVTT")) {
            throw new IllegalArgumentException("not WebVTT");
        }
        List<Cue> cues = new ArrayList<>();
        for (String block : vtt.replace("\r\n", "\n").split("\n\n+")) {
            Matcher times = TIMES.matcher(block);
            if (times.find()) {
                String text = block.substring(Math.min(block.length(), times.end() + 1));
                cues.add(new Cue(
                        seconds(times.group(1)),
                        seconds(times.group(2)),
                        times.group(3).strip(),
                        text.strip()));
            }
        }
        return cues;
    }

    private static double seconds(String time) {
        double seconds = 0;
        for (String part : time.split(":")) {
            seconds = seconds * 60 + Double.parseDouble(part);
        }
        return seconds;
    }
}
