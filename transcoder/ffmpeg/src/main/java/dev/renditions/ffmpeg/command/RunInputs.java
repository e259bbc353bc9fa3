package dev.renditions.ffmpeg.command;

import dev.renditions.api.Transcoder.Input;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What a run reads: the source, which is number 0, and what the edits of its orders need beside it. For one thread. */
public final class RunInputs {
    private final Input source;
    private final ClipRange section;
    private final Duration offset;
    private final List<String> beside = new ArrayList<>();
    private int count;
    private int labels;

    /**
     * The source alone.
     *
     * @param section the part of it that is taken
     * @param streams the streams of it that the run reads
     */
    public RunInputs(Input source, ClipRange section, Collection<Integer> streams) {
        this(source, section, source.media().clock().offset(streams));
    }

    private RunInputs(Input source, ClipRange section, Duration offset) {
        this.source = source;
        this.section = section;
        this.offset = offset;
    }

    /** All of a source, alone. */
    public static RunInputs whole(Input source, Collection<Integer> streams) {
        return new RunInputs(source, ClipRange.of(source, Optional.empty()), streams);
    }

    /**
     * One more.
     *
     * @param input its pins and itself
     * @return its number, for mapping
     */
    public int add(List<String> input) {
        beside.addAll(input);
        count++;
        return count;
    }

    /** A name for the output of a graph of filters that no other of this run has. */
    public String label() {
        labels++;
        return "out" + labels;
    }

    public Path file() {
        return source.file();
    }

    public Input source() {
        return source;
    }

    /** What the run does about damage. */
    public DecodeErrorPolicy errors() {
        return DecodeErrorPolicy.of(source);
    }

    public ClipRange section() {
        return section;
    }

    /** All of them, each with its pins. */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>(section.ofInput());
        arguments.addAll(CommonArguments.offset(section.searched() ? Duration.ZERO : offset));
        arguments.addAll(InputWhitelist.input(source.file()));
        arguments.addAll(beside);
        return arguments;
    }
}
