package dev.renditions.packaging;

import dev.renditions.media.mp4.Fragment;
import dev.renditions.media.mp4.TrackFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One segment of a track. Immutable.
 *
 * @param offset the offset of its first byte in the track's file
 * @param bytes its size
 * @param start its start time, in whole microseconds
 * @param length its duration, in whole microseconds
 */
public record Segment(long offset, long bytes, Duration start, Duration length) {
    private static final double SHORTEST = 0.5;
    private static final double LONGEST = 1.5;

    /**
     * Splits a track.
     *
     * @param cuts the indexes of the fragments that segments begin with, ascending, the first 0
     */
    static List<Segment> of(TrackFile track, List<Integer> cuts) {
        List<Segment> segments = new ArrayList<>();
        for (int at = 0; at < cuts.size(); at++) {
            int from = cuts.get(at);
            int to = at + 1 < cuts.size() ? cuts.get(at + 1) : track.fragments().size();
            long offset = track.fragments().get(from).start();
            long end = track.fragments().get(to - 1).end();
            Duration start = track.start(from);
            segments.add(
                    new Segment(offset, end - offset, start, track.start(to).minus(start)));
        }
        return List.copyOf(segments);
    }

    /**
     * The key frames at the beginning of fragments, each with the header before it; each lasts until the next.
     *
     * @param fragments the indexes of their fragments, ascending, the first 0
     */
    static List<Segment> keyFrames(TrackFile track, List<Integer> fragments) {
        List<Segment> whole = of(track, fragments);
        List<Segment> frames = new ArrayList<>();
        for (int at = 0; at < whole.size(); at++) {
            Fragment fragment = track.fragments().get(fragments.get(at));
            long bytes = fragment.first().end() - fragment.start();
            frames.add(new Segment(
                    fragment.start(),
                    bytes,
                    whole.get(at).start(),
                    whole.get(at).length()));
        }
        return List.copyOf(frames);
    }

    /** Its end time. */
    public Duration end() {
        return start.plus(length);
    }

    /** Its duration in seconds, as in playlists. */
    public double seconds() {
        return seconds(length);
    }

    /** A time in seconds, as in playlists, truncated to microseconds. */
    public static double seconds(Duration time) {
        long micros = time.toNanos() / 1000;
        return micros / 1e6;
    }

    /**
     * Whether the duration of a segment other than the last is close enough to the target, given that segments consist
     * of whole fragments.
     */
    public static boolean near(double seconds, Duration wanted) {
        double nominal = seconds(wanted);
        return seconds >= SHORTEST * nominal && seconds <= LONGEST * nominal;
    }

    /** The longest duration, rounded to whole seconds as players do; at least 1. */
    static int longest(List<Segment> segments) {
        return (int) segments.stream()
                .mapToLong(segment -> Math.max(1, Math.round(segment.seconds())))
                .max()
                .orElse(1);
    }
}
