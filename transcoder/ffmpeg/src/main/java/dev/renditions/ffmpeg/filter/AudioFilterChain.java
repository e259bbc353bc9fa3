package dev.renditions.ffmpeg.filter;

import dev.renditions.ffmpeg.command.FfmpegOutput;
import dev.renditions.ffmpeg.command.Options;
import dev.renditions.kind.track.AudioInput;
import java.util.List;

/**
 * The sound of a source and the filters that it goes through. Immutable.
 *
 * @param input which sound
 * @param filters what is done to it, the first put it on the clock
 */
public record AudioFilterChain(AudioInput input, List<String> filters) {
    /** Copies the list. */
    public AudioFilterChain {
        filters = List.copyOf(filters);
    }

    /**
     * The options of an output that takes it.
     *
     * @param label a name for the end of a graph that no other of the run has
     */
    public Options options(String label) {
        return input.right().isPresent()
                ? FfmpegOutput.graph(graph(label), label)
                : FfmpegOutput.stream(input.stream()).with("af", String.join(",", filters));
    }

    /**
     * The same as a graph of filters.
     *
     * @param label a name for its end that no other of the run has
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
