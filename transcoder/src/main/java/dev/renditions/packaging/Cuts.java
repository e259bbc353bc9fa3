package dev.renditions.packaging;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Where tracks are cut: only between fragments. */
final class Cuts {
    private Cuts() {}

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
        return List.copyOf(cuts);
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
        return List.copyOf(cuts);
    }

    private static long distance(TrackFile track, int index, Segment segment) {
        return track.start(index).minus(segment.start()).abs().toNanos();
    }
}
