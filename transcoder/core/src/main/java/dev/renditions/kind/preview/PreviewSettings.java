package dev.renditions.kind.preview;

/**
 * Settings of an animated preview. Immutable.
 *
 * @param width pixels across at most; a smaller source keeps its size
 * @param frameRate frames a second at most
 * @param seconds how long it plays at most
 * @param quality WebP's scale: 0 is worst, 100 is best
 */
public record PreviewSettings(int width, int frameRate, int seconds, int quality) {}
