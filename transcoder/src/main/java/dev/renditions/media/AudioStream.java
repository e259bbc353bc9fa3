package dev.renditions.media;

import java.util.Optional;

/**
 * One audio stream of a file. Immutable.
 *
 * @param index its number among all streams of the file, from 0
 * @param codec ffmpeg's name of the codec, such as {@code aac}
 * @param channels how many channels; 0 if unknown
 * @param sampleRate samples a second; 0 if unknown
 * @param language if the file tells it, by the shortest code that it has, of two or three small letters; empty if it does not
 * @param main whether the file marks it as the default
 * @param span when it plays; absent where the file does not say so of this stream
 * @param coding how it is coded
 */
public record AudioStream(
        int index,
        String codec,
        int channels,
        int sampleRate,
        String language,
        boolean main,
        Optional<Span> span,
        Coding coding) {
    /** One of whose coding nothing is known. */
    public AudioStream(
            int index, String codec, int channels, int sampleRate, String language, boolean main, Optional<Span> span) {
        this(index, codec, channels, sampleRate, language, main, span, Coding.UNKNOWN);
    }
}
