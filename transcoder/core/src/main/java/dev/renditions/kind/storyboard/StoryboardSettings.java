package dev.renditions.kind.storyboard;

/**
 * Settings of a storyboard. Immutable.
 *
 * @param tiles the maximum number of images; a very short source has fewer
 * @param columns the number of images in a row
 * @param tileWidth pixels along the longer side of one image
 * @param quality ffmpeg's scale for JPEG: 2 is best, 31 is worst
 */
public record StoryboardSettings(int tiles, int columns, int tileWidth, int quality) {}
