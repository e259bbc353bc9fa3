package dev.renditions.kind.track;

import dev.renditions.media.TextFlags;

/**
 * One track of text subtitles. Immutable.
 *
 * @param stream the source's stream, by its index among all streams
 * @param codec ffmpeg's name of the source's codec
 * @param language its language as the shortest code, such as {@code en}; empty if the source does not state it
 * @param flags how the source marks it
 */
public record TextTrack(int stream, String codec, String language, TextFlags flags) {}
