package dev.renditions.media;

/**
 * Coding parameters of a stream in addition to its codec, which a player must support. Immutable.
 *
 * @param profile ffmpeg's name of the codec profile, such as {@code High} or {@code LC}; empty if unknown
 * @param level codec level of a video, such as 41 for H.264 level 4.1; 0 if unknown
 * @param kilobits average bit rate in kbit/s, stated or measured; 0 if unknown
 */
public record Coding(String profile, int level, int kilobits) {
    /** All values unknown. */
    public static final Coding UNKNOWN = new Coding("", 0, 0);
}
