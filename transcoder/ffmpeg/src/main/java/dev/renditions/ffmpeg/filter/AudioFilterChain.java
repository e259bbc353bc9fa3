package dev.renditions.ffmpeg.filter;

import dev.renditions.ffmpeg.command.FfmpegOutput;
import dev.renditions.ffmpeg.command.Options;
import dev.renditions.kind.track.AudioInput;
import java.util.List;

/**
 * The audio of a source and its filters. Immutable.
 *
 * @param input the audio stream, or the two mono streams that become one stereo track
 * @param filters its filters; the first ones align it with the clock of the output
 */
public record AudioFilterChain(AudioInput input, List<String> filters) {
    /** Copies the list. */
    public AudioFilterChain {
        filters = List.copyOf(filters);
    }

    /**
     * The options of an output that takes the filtered audio.
     *
     * @param label a filter label that no other output of the run has
     */
    public Options options(String label) {
        return input.right().isPresent()
                ? FfmpegOutput.graph(graph(label), label)
                : FfmpegOutput.stream(input.stream()).with("af", String.join(",", filters));
    }

    /**
     * The chain as a filter graph.
     *
     * @param label the label of its output, which no other output of the run has
     */
    public String graph(String label) {
        String chain = String.join(",", filters) + "[" + label + "]";
        if (input.right().isEmpty()) {
            return "[0:" + input.stream() + "]" + chain;
        }
        String left = label + "l";
        String right = label + "r";
        return "[0:" + input.stream() + "]" + Downmix.CLOCK + "[" + left + "];"
                + "[0:" + input.right().getAsInt() + "]" + Downmix.CLOCK + "[" + right + "];"
                + "[" + left + "][" + right + "]join=inputs=2:channel_layout=stereo," + chain;
    }
}
