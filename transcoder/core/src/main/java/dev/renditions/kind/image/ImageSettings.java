package dev.renditions.kind.image;

/**
 * Settings of an encoded image. Immutable.
 *
 * @param codec {@code jpeg}
 * @param maxWidth the maximum width in pixels; a smaller source keeps its size
 * @param quality ffmpeg's scale for JPEG: 2 is best, 31 is worst
 * @param candidates how many frames the most typical one is chosen from
 */
public record ImageSettings(String codec, int maxWidth, int quality, int candidates) {}
