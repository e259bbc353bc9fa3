package dev.renditions.packaging;

import dev.renditions.media.mp4.TrackFile;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * When the fragments of a track begin. Players switch between tracks there. Immutable.
 *
 * @param starts presentation times of their first frames
 */
public record FragmentTimes(List<Duration> starts) {
    /** The rounding of times in tracks of different clocks. */
    private static final Duration SLACK = Duration.ofMillis(1);

    /** The times of a track. */
    public static FragmentTimes of(TrackFile track) {
        return new FragmentTimes(IntStream.range(0, track.fragments().size())
                .mapToObj(track::presented)
                .toList());
    }

    /** Whether the fragments of another track begin at the same times. */
    public boolean like(FragmentTimes other) {
        return starts.size() == other.starts.size()
                && IntStream.range(0, starts.size()).allMatch(at -> near(starts.get(at), other.starts.get(at)));
    }

    private static boolean near(Duration one, Duration other) {
        return one.minus(other).abs().compareTo(SLACK) <= 0;
    }
}
