package dev.renditions.plan;

import dev.renditions.media.Orientation;
import dev.renditions.media.VideoStream;

/**
 * What is done to each decoded frame, beyond its size, before it is encoded. Immutable.
 *
 * @param delayed whether frames are counted from the first, as the source's are late by the delay of their decoder
 * @param deinterlace whether fields become frames
 * @param orientation how frames are turned, so that the output needs no turning
 * @param toneMap whether high dynamic range is brought down to BT.709
 */
public record FrameConversion(boolean delayed, boolean deinterlace, Orientation orientation, boolean toneMap) {
    /** Frames stay as they are. */
    public static final FrameConversion NONE = new FrameConversion(false, false, Orientation.UPRIGHT, false);

    /** What the frames of a stream need. */
    static FrameConversion of(VideoStream video) {
        return new FrameConversion(
                video.delayed(),
                video.interlaced(),
                video.orientation(),
                video.color().hdr());
    }

    /** Whether all frames stay as they are. */
    public boolean none() {
        return equals(NONE);
    }
}
