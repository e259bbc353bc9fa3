package dev.renditions.media;

/**
 * How a stream is coded, beyond its codec: what a player must be able to do. Immutable.
 *
 * @param profile ffmpeg's name of the codec's profile, such as {@code High} or {@code LC}; empty if unknown
 * @param level of a video, as the codec counts it: 41 is H.264's 4.1; 0 if unknown
 * @param kilobits a second on average, as the file says or shows; 0 if unknown
 */
public record Coding(String profile, int level, int kilobits) {
    /** Nothing is known. */
    public static final Coding UNKNOWN = new Coding("", 0, 0);
}
