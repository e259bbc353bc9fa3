package dev.renditions.packaging;

import dev.renditions.media.mp4.Fragment;
import dev.renditions.media.mp4.TrackFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a playlist names in one go. Immutable.
 *
 * @param offset its first byte in the track's file
 * @param bytes how many
 * @param start when it begins to play, in whole microseconds
 * @param length how long it plays, in whole microseconds
 */
public record Segment(long offset, long bytes, Duration start, Duration length) {
    private static final double SHORTEST = 0.5;
    private static final double LONGEST = 1.5;

    /**
     * A track, cut.
     *
     * @param cuts the numbers of the fragments that segments begin with, rising, the first 0
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
     * The key frames that fragments begin with, each with the header in front of it; each stands until the next.
     *
     * @param fragments the numbers of their fragments, rising, the first 0
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

    /** When it ends. */
    public Duration end() {
        return start.plus(length);
    }

    /** Its length as playlists have it. */
    public double seconds() {
        return seconds(length);
    }

    /** A time as playlists have it, to the microsecond. */
    public static double seconds(Duration time) {
        long micros = time.toNanos() / 1000;
        return micros / 1e6;
    }

    /** Whether a segment that is not the last is about as long as wanted, as far as whole fragments allow. */
    public static boolean near(double seconds, Duration wanted) {
        double nominal = seconds(wanted);
        return seconds >= SHORTEST * nominal && seconds <= LONGEST * nominal;
    }

    /** The longest of all, in whole seconds as a player rounds them; at least 1. */
    static int longest(List<Segment> segments) {
        return (int) segments.stream()
                .mapToLong(segment -> Math.max(1, Math.round(segment.seconds())))
                .max()
                .orElse(1);
    }
}
