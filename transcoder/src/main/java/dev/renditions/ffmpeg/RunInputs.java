package dev.renditions.ffmpeg;

import java.util.ArrayList;
import java.util.List;

/** The inputs of a run beside the source, which is number 0. For one thread. */
final class RunInputs {
    private final List<String> arguments = new ArrayList<>();
    private int count;

    /**
     * One more.
     *
     * @param input its pins and itself
     * @return its number, for mapping
     */
    int add(List<String> input) {
        arguments.addAll(input);
        count++;
        return count;
    }

    /** To stand after the source. */
    List<String> arguments() {
        return List.copyOf(arguments);
    }
}
