package dev.renditions.kind.streaming;

import java.time.Duration;

/**
 * What is added at the ends of tracks, so that all of a package are equally long, as players of HLS want: the last picture
 * stays, and silence follows the sound. Only as much as the source itself says that one of them is shorter: what is missing
 * because the source is damaged stays missing, and is found. Immutable.
 *
 * @param picture how long the last picture stays at most
 * @param sound how long the silence is at most
 */
public record Padding(Duration picture, Duration sound) {
    /** Nothing. */
    public static final Padding NONE = new Padding(Duration.ZERO, Duration.ZERO);
}
