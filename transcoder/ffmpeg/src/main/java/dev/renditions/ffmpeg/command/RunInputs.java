package dev.renditions.ffmpeg.command;

import dev.renditions.api.Transcoder.Input;
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
    private final RunSettings settings;
    private final List<FfmpegInput> beside = new ArrayList<>();
    private int labels;

    /**
     * The source alone.
     *
     * @param section the part of it that is taken
     * @param streams the streams of it that the run reads
     */
    public RunInputs(Input source, ClipRange section, Collection<Integer> streams, RunSettings settings) {
        this.source = source;
        this.section = section;
        this.offset = source.media().clock().offset(streams);
        this.settings = settings;
    }

    /** All of a source, alone. */
    public static RunInputs whole(Input source, Collection<Integer> streams, RunSettings settings) {
        return new RunInputs(source, ClipRange.of(source, Optional.empty()), streams, settings);
    }

    /**
     * One more.
     *
     * @return its number, for mapping
     */
    public int add(FfmpegInput input) {
        beside.add(input);
        return beside.size();
    }

    /** A name for the output of a graph of filters that no other of this run has. */
    public String label() {
        labels++;
        return "out" + labels;
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

    /** Threads and limits of the run. */
    public RunSettings settings() {
        return settings;
    }

    /** All of them, for a run that decodes. */
    public List<FfmpegInput> decoded(DecodeErrorPolicy errors) {
        return all(FfmpegInput.decoding(source, settings.threads()).and(errors.decoding()));
    }

    /** All of them, for a run that decodes nothing. */
    public List<FfmpegInput> undecoded(DecodeErrorPolicy errors) {
        return all(FfmpegInput.undecoded(source).and(errors.decoding()));
    }

    private List<FfmpegInput> all(Options reading) {
        Options options =
                reading.and(section.ofInput()).and(FfmpegInput.offset(section.searched() ? Duration.ZERO : offset));
        List<FfmpegInput> inputs = new ArrayList<>();
        inputs.add(FfmpegInput.source(options, source.file(), settings.decoder()));
        inputs.addAll(beside);
        return inputs;
    }
}
