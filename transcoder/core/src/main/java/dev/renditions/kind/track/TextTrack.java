package dev.renditions.kind.track;

import dev.renditions.media.TextFlags;

/**
 * One track of text subtitles. Immutable.
 *
 * @param stream the source's stream, by its number among all streams
 * @param codec ffmpeg's name of the source's codec
 * @param language its language if the source tells it, by its shortest code, such as {@code en}; empty if it does not
 * @param flags what the source marks it as
 */
public record TextTrack(int stream, String codec, String language, TextFlags flags) {}
