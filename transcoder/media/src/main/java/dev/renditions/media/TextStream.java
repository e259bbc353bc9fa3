package dev.renditions.media;

/**
 * One subtitle stream of a file. Immutable.
 *
 * @param index its index among all streams of the file, from 0
 * @param codec ffmpeg's name of the codec, such as {@code subrip}
 * @param language the shortest code of its language, two or three lower-case letters; empty if the file does not state
 *     it
 * @param bitmap whether it consists of images rather than text
 * @param flags its flags
 */
public record TextStream(int index, String codec, String language, boolean bitmap, TextFlags flags) {}
