package dev.renditions.media;

import java.time.Duration;

/**
 * How the packets of a video follow each other: what headers don't tell. Immutable.
 *
 * @param frameRate frames a second on average, between the first and the last
 * @param shortestFrame the shortest time from one frame to the next, or the length of the only one
 * @param bursts how unevenly their bits arrive
 * @param grids how many frames are lost where they are made equally long
 * @param longestGop the longest time from a key frame to the next, or to the end
 * @param mostGopFrames the most frames from a key frame to the next, or to the end
 * @param whole whether the video begins with a key frame and shows every packet: a file may hold some that its edit list hides
 * @param closed whether nothing that follows a key frame is shown before it. Where something is, it may be made of frames
 *     before the key frame too, and a player that begins there lacks those
 */
public record VideoPackets(
        double frameRate,
        Duration shortestFrame,
        Bursts bursts,
        FrameGrids grids,
        Duration longestGop,
        int mostGopFrames,
        boolean whole,
        boolean closed) {}
