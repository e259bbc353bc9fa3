package dev.renditions.packaging;

import dev.renditions.media.mp4.TrackFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Chooses where tracks are split into segments: only between fragments, and never less than {@link #SHORTEST} before
 * the end. A shorter rest joins the previous segment, since hls.js never ends playback if the last audio segment is
 * shorter than what it considers a gap. A quarter of a second does not change the rounded duration of a segment.
 */
final class SegmentBoundaries {
    static final Duration SHORTEST = Duration.ofMillis(250);

    private SegmentBoundaries() {}

    /**
     * Segments of equal numbers of fragments, as close to the target duration as possible.
     *
     * @return the indexes of the fragments that segments begin with
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
     * Boundaries as close as possible to those of another track. Audio frames have another duration than video frames,
     * so audio that is split independently would drift from the video.
     *
     * @return the indexes of the fragments that segments begin with
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

    /** A segment for each fragment. */
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
