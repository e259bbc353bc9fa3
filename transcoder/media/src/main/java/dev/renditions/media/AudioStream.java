package dev.renditions.media;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * One audio stream of a file. Immutable.
 *
 * @param index its index among all streams of the file, from 0
 * @param codec ffmpeg's name of the codec, such as {@code aac}
 * @param channels number of channels; 0 if unknown
 * @param sampleRate samples per second; 0 if unknown
 * @param language the shortest code of its language, two or three lower-case letters; empty if the file does not state
 *     it
 * @param main whether the file marks it as the default
 * @param span when it plays; absent if the file does not state it for this stream
 * @param coding coding parameters
 * @param right the index of the stream with the right channel, if two mono streams form one stereo signal;
 *     {@code channels} then counts both
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
    /** A stream with unknown coding parameters. */
    public AudioStream(
            int index, String codec, int channels, int sampleRate, String language, boolean main, Optional<Span> span) {
        this(index, codec, channels, sampleRate, language, main, span, Coding.UNKNOWN);
    }

    /** A stream that contains all its channels. */
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

    /** A copy with another span. */
    AudioStream ending(Optional<Span> other) {
        return new AudioStream(index, codec, channels, sampleRate, language, main, other, coding, right);
    }

    /** A stereo stream with this one as its left and another as its right channel. */
    AudioStream with(AudioStream other) {
        return new AudioStream(
                index, codec, 2, sampleRate, language, main, span, coding, OptionalInt.of(other.index()));
    }
}
