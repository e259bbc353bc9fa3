package dev.renditions.media;

import java.time.Duration;

/**
 * Statistics of the packets of a video, which headers don't contain. Immutable.
 *
 * @param frameRate average frames per second between the first and the last frame
 * @param shortestFrame the shortest time from one frame to the next, or the duration of the only frame
 * @param bursts bursts of their bits
 * @param grids number of frames lost in a conversion to a constant frame rate
 * @param longestGop the longest time between key frames, or from the last one to the end
 * @param mostGopFrames the largest number of frames between key frames, or from the last one to the end
 * @param whole whether the video begins with a key frame and every packet is displayed; an edit list may hide some
 * @param closed whether no frame after a key frame is displayed before it. Such a frame may refer to frames before the
 *     key frame, which are missing if a player starts there
 * @param regular whether all frames are shown, each at the next tick of the stated frame rate, which is exact enough to
 *     name a twelfth of a frame; the first frame is at a tick
 */
public record VideoPackets(
        double frameRate,
        Duration shortestFrame,
        Bursts bursts,
        FrameGrids grids,
        Duration longestGop,
        int mostGopFrames,
        boolean whole,
        boolean closed,
        boolean regular) {
    /** The same statistics of frames of which some can't be decoded. */
    VideoPackets irregular() {
        return new VideoPackets(
                frameRate, shortestFrame, bursts, grids, longestGop, mostGopFrames, whole, closed, false);
    }
}
