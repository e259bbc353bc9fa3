package dev.renditions.kind.segment;

/**
 * A range of the frames of a video track. Immutable.
 *
 * @param firstFrame its first frame; 0 or more
 * @param endFrame the first frame after it; above {@code firstFrame}. The last segment of a track may have fewer frames, or
 *     more: it goes on to the end of the track
 * @param last whether it is the last one
 */
public record TrackSegment(long firstFrame, long endFrame, boolean last) {}
