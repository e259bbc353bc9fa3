package dev.renditions.media;

import java.time.Duration;

/**
 * How the packets of a video follow each other: what headers don't tell. Immutable.
 *
 * @param averageKilobits kilobits a second over all of it
 * @param peakKilobits kilobits a second over the fullest {@link #WINDOW}
 * @param longestGop the longest time from a key frame to the next, or to the end
 * @param whole whether it begins with a key frame and shows every packet: a file may hold some that its edit list hides
 * @param closed whether nothing that follows a key frame is shown before it. Where something is, it may be made of pictures
 *     before the key frame too, and a player that begins there lacks those
 */
public record Pace(long averageKilobits, long peakKilobits, Duration longestGop, boolean whole, boolean closed) {
    /** What a peak is measured over: as long as the buffer that encodes of ours are bound by. */
    public static final Duration WINDOW = Duration.ofSeconds(2);
}
