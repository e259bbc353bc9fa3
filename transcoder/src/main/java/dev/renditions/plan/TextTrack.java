package dev.renditions.plan;

/**
 * One track of text subtitles. Immutable.
 *
 * @param stream the source's stream, by its number among all streams
 * @param language its language if the source tells it, by its shortest code, such as {@code en}; empty if it does not
 */
public record TextTrack(int stream, String language) {}
