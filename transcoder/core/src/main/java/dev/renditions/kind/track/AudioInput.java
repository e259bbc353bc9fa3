package dev.renditions.kind.track;

import dev.renditions.media.AudioStream;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * The sound of a source: one stream, or two mono streams that are left and right. Immutable.
 *
 * @param stream its number among all streams of the source; the left channel if there is a right one
 * @param right the number of the stream that is the right channel; empty if one stream holds all channels
 * @param channels how many channels there are; 0 if unknown
 */
public record AudioInput(int stream, OptionalInt right, int channels) {
    /** One stream. */
    public AudioInput(int stream, int channels) {
        this(stream, OptionalInt.empty(), channels);
    }

    public static AudioInput of(AudioStream audio) {
        return new AudioInput(audio.index(), audio.right(), audio.channels());
    }

    /** The numbers of its streams. */
    public List<Integer> streams() {
        return IntStream.concat(IntStream.of(stream), right.stream()).boxed().toList();
    }
}
