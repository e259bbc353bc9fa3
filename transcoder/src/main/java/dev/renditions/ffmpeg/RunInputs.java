package dev.renditions.ffmpeg;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a run reads: the source, which is number 0, and what the edits of its orders need beside it. For one thread. */
final class RunInputs {
    private final Path source;
    private final Section section;
    private final List<String> beside = new ArrayList<>();
    private int count;

    /**
     * The source alone.
     *
     * @param section the part of it that is taken
     */
    RunInputs(Path source, Section section) {
        this.source = source;
        this.section = section;
    }

    /** All of a source, alone. */
    static RunInputs whole(Path source) {
        return new RunInputs(source, new Section(Optional.empty(), false));
    }

    /**
     * One more.
     *
     * @param input its pins and itself
     * @return its number, for mapping
     */
    int add(List<String> input) {
        beside.addAll(input);
        count++;
        return count;
    }

    Path source() {
        return source;
    }

    Section section() {
        return section;
    }

    /** All of them, each with its pins. */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>(section.ofInput());
        arguments.addAll(InputPins.input(source));
        arguments.addAll(beside);
        return arguments;
    }
}
