package dev.renditions.media;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

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
 * @param commentary whether the file marks it as remarks about the program, such as those of its director
 * @param description whether the file marks it as the program with a description of what is seen, for the blind
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
        OptionalInt right,
        boolean commentary,
        boolean description) {
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
        this(index, codec, channels, sampleRate, language, main, span, coding, OptionalInt.empty(), false, false);
    }

    /** A copy that is marked as a commentary, or as a description. */
    public AudioStream marked(boolean asCommentary, boolean asDescription) {
        return new AudioStream(
                index, codec, channels, sampleRate, language, main, span, coding, right, asCommentary, asDescription);
    }

    /** The indexes of its streams. */
    public List<Integer> streams() {
        return IntStream.concat(IntStream.of(index), right.stream()).boxed().toList();
    }

    /** A copy with another span. */
    AudioStream ending(Optional<Span> other) {
        return new AudioStream(
                index, codec, channels, sampleRate, language, main, other, coding, right, commentary, description);
    }

    /** A stereo stream with this one as its left and another as its right channel. */
    AudioStream with(AudioStream other) {
        return new AudioStream(
                index,
                codec,
                2,
                sampleRate,
                language,
                main,
                span,
                coding,
                OptionalInt.of(other.index()),
                commentary,
                description);
    }
}
