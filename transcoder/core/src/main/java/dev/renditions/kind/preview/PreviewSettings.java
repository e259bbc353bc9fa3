package dev.renditions.kind.preview;

/**
 * Settings of an animated preview. Immutable.
 *
 * @param width the maximum width in pixels; a smaller source keeps its size
 * @param frameRate the maximum number of frames a second
 * @param seconds the maximum duration
 * @param quality WebP's scale: 0 is worst, 100 is best
 */
public record PreviewSettings(int width, int frameRate, int seconds, int quality) {}
