package dev.renditions.kind.storyboard;

/**
 * Settings of a storyboard. Immutable.
 *
 * @param tiles how many pictures there are at most; a very short source has fewer
 * @param columns how many stand beside each other
 * @param tileWidth pixels across one picture of a landscape source, and up one of a portrait
 * @param quality ffmpeg's scale for JPEG: 2 is best, 31 is worst
 */
public record StoryboardSettings(int tiles, int columns, int tileWidth, int quality) {}
