package dev.renditions.index;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Identifies a segment of an encoded video track: a range of its frames. Written as {@code video-<digest>.<first>-<end>}, which
 * is legal in an object key, in a file name and in a Memcached key. Immutable.
 *
 * @param track the track
 * @param firstFrame the number of its first frame in the track; 0 or more
 * @param endFrame the number of the first frame after it; above {@code firstFrame}
 */
public record SegmentId(TrackId track, long firstFrame, long endFrame) implements LeaseKey {
    private static final Pattern TEXT =
            Pattern.compile("([a-z]+-[0-9a-f]{64})\\.(0|[1-9][0-9]{0,14})-([1-9][0-9]{0,14})");

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if it is empty, or begins before 0
     */
    public SegmentId {
        if (firstFrame < 0 || endFrame <= firstFrame) {
            throw new IllegalArgumentException("not a range of frames: " + firstFrame + " to " + endFrame);
        }
    }

    /** The segment that {@link #toString()} wrote; empty if the text has another form. */
    public static Optional<SegmentId> find(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long first = Long.parseLong(matcher.group(2));
        long end = Long.parseLong(matcher.group(3));
        return end <= first
                ? Optional.empty()
                : TrackId.find(matcher.group(1)).map(track -> new SegmentId(track, first, end));
    }

    @Override
    public String toString() {
        return track + "." + firstFrame + "-" + endFrame;
    }
}
