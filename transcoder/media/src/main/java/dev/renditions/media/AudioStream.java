package dev.renditions.media;

import java.util.Optional;
import java.util.OptionalInt;

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
 * @param right the stream that holds its right channel, by its number, where two mono streams are one stereo sound; the count of
 *     channels is then that of both
 */
public record AudioStream(
        int index,
        String codec,
        int channels,
        int sampleRate,
        String language,
        boolean main,
        Optional<Span> span,
        Coding coding,
        OptionalInt right) {
    /** One of whose coding nothing is known. */
    public AudioStream(
            int index, String codec, int channels, int sampleRate, String language, boolean main, Optional<Span> span) {
        this(index, codec, channels, sampleRate, language, main, span, Coding.UNKNOWN);
    }

    /** One that holds all its channels. */
    public AudioStream(
            int index,
            String codec,
            int channels,
            int sampleRate,
            String language,
            boolean main,
            Optional<Span> span,
            Coding coding) {
        this(index, codec, channels, sampleRate, language, main, span, coding, OptionalInt.empty());
    }

    /** The same, playing at another time. */
    AudioStream ending(Optional<Span> other) {
        return new AudioStream(index, codec, channels, sampleRate, language, main, other, coding, right);
    }

    /** The same as the left channel, with that stream as the right one. */
    AudioStream with(AudioStream other) {
        return new AudioStream(
                index, codec, 2, sampleRate, language, main, span, coding, OptionalInt.of(other.index()));
    }
}
