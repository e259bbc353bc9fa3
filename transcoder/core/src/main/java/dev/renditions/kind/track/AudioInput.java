package dev.renditions.kind.track;

import dev.renditions.media.AudioStream;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * The audio of a source: one stream, or two mono streams that are the left and the right channel. Immutable.
 *
 * @param stream its index among all streams of the source; the left channel if there is a right one
 * @param right the index of the stream that is the right channel; empty if one stream has all channels
 * @param channels the number of channels; 0 if unknown
 */
public record AudioInput(int stream, OptionalInt right, int channels) {
    /** One stream with all channels. */
    public AudioInput(int stream, int channels) {
        this(stream, OptionalInt.empty(), channels);
    }

    public static AudioInput of(AudioStream audio) {
        return new AudioInput(audio.index(), audio.right(), audio.channels());
    }

    /** The indexes of its streams. */
    public List<Integer> streams() {
        return IntStream.concat(IntStream.of(stream), right.stream()).boxed().toList();
    }
}
