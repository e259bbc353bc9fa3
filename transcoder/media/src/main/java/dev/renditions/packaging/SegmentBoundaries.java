package dev.renditions.packaging;

import dev.renditions.media.mp4.TrackFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where tracks are cut: only between fragments, and never so close to the end that less than {@link #SHORTEST} is left. Such
 * a rest joins the segment before it: hls.js never ends where the last segment of sound is shorter than what it takes for a
 * gap. A quarter of a second does not change how a segment's length is rounded.
 */
final class SegmentBoundaries {
    static final Duration SHORTEST = Duration.ofMillis(250);

    private SegmentBoundaries() {}

    /**
     * As many fragments to a segment as come closest to the length that is wanted.
     *
     * @return the numbers of the fragments that segments begin with
     */
    static List<Integer> even(TrackFile track, Duration segment) {
        double fragment =
                (double) track.fragments().get(0).duration() / track.header().timescale();
        int each = (int) Math.max(1, Math.round(Segment.seconds(segment) / fragment));
        List<Integer> cuts = new ArrayList<>();
        for (int at = 0; at < track.fragments().size(); at += each) {
            cuts.add(at);
        }
        return joined(track, cuts);
    }

    /**
     * As close as fragments allow to where another track is cut: sound, whose frames are not as long as pictures, would
     * drift away from them if it were cut by itself.
     *
     * @return the numbers of the fragments that segments begin with
     */
    static List<Integer> beside(TrackFile track, List<Segment> other) {
        List<Integer> cuts = new ArrayList<>(List.of(0));
        int at = 0;
        for (Segment segment : other) {
            while (at < track.fragments().size() && distance(track, at + 1, segment) <= distance(track, at, segment)) {
                at++;
            }
            if (at > cuts.get(cuts.size() - 1) && at < track.fragments().size()) {
                cuts.add(at);
            }
        }
        return joined(track, cuts);
    }

    /** Every fragment begins one, such as a key frame that is shown until the next. */
    static List<Integer> each(TrackFile track) {
        return joined(
                track, IntStream.range(0, track.fragments().size()).boxed().toList());
    }

    private static List<Integer> joined(TrackFile track, List<Integer> cuts) {
        int last = cuts.size() - 1;
        Duration rest = track.length().minus(track.start(cuts.get(last)));
        boolean joins = last > 0 && rest.compareTo(SHORTEST) < 0;
        return List.copyOf(joins ? cuts.subList(0, last) : cuts);
    }

    private static long distance(TrackFile track, int index, Segment segment) {
        return track.start(index).minus(segment.start()).abs().toNanos();
    }
}
