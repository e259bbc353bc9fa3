package dev.renditions.media;

/**
 * One stream of subtitles of a file. Immutable.
 *
 * @param index its number among all streams of the file, from 0
 * @param codec ffmpeg's name of the codec, such as {@code subrip}
 * @param language if the file tells it, by the shortest code that it has, of two or three small letters; empty if it does not
 * @param bitmap whether it is made of pictures rather than text
 * @param flags what the file marks it as
 */
public record TextStream(int index, String codec, String language, boolean bitmap, TextFlags flags) {}
