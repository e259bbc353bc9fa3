package dev.renditions.ffmpeg.command;

import dev.renditions.api.Transcoder.Input;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The inputs of a run: the source, which is number 0, and the files that the edits of its orders need. For one thread. */
public final class RunInputs {
    private final Input source;
    private final ClipRange section;
    private final Optional<FrameSection> frames;
    private final Duration offset;
    private final Options unread;
    private final RunSettings settings;
    private final List<FfmpegInput> added = new ArrayList<>();
    private int labels;

    /**
     * Starts with the source as the only input.
     *
     * @param section the part of the source that is encoded
     * @param streams the streams of the source that the run reads
     */
    public RunInputs(Input source, ClipRange section, Collection<Integer> streams, RunSettings settings) {
        this(source, section, Optional.empty(), streams, settings);
    }

    private RunInputs(
            Input source,
            ClipRange section,
            Optional<FrameSection> frames,
            Collection<Integer> streams,
            RunSettings settings) {
        this.source = source;
        this.section = section;
        this.frames = frames;
        this.offset = source.media().clock().offset(streams);
        this.unread = FfmpegInput.unread(source.media(), streams);
        this.settings = settings;
    }

    /** The inputs of a run over the whole source, with the source as the only input so far. */
    public static RunInputs whole(Input source, Collection<Integer> streams, RunSettings settings) {
        return new RunInputs(source, ClipRange.of(source, Optional.empty()), streams, settings);
    }

    /** The inputs of a run over some frames of the source, which keep the times that they have in the whole. */
    public static RunInputs of(Input source, FrameSection frames, Collection<Integer> streams, RunSettings settings) {
        return new RunInputs(source, ClipRange.of(source, Optional.empty()), Optional.of(frames), streams, settings);
    }

    /**
     * Adds an input.
     *
     * @return its number, for mapping
     */
    public int add(FfmpegInput input) {
        added.add(input);
        return added.size();
    }

    /** A label for the output of a filter graph, unique in this run. */
    public String label() {
        labels++;
        return "out" + labels;
    }

    public Input source() {
        return source;
    }

    /** What the run does when the source is damaged. */
    public DecodeErrorPolicy errors() {
        return DecodeErrorPolicy.of(source);
    }

    public ClipRange section() {
        return section;
    }

    /** Whether the run may decode for any time before it outputs something. */
    public boolean startsLate() {
        return section.startsLate() || frames.isPresent();
    }

    /** Threads and limits of the run. */
    public RunSettings settings() {
        return settings;
    }

    /** All inputs of a run that decodes. */
    public List<FfmpegInput> decoded(DecodeErrorPolicy errors) {
        return all(FfmpegInput.decoding(source, settings.threads()).and(errors.decoding()));
    }

    /** All inputs of a run that decodes nothing. */
    public List<FfmpegInput> undecoded(DecodeErrorPolicy errors) {
        return all(FfmpegInput.undecoded(source).and(errors.decoding()));
    }

    private List<FfmpegInput> all(Options reading) {
        Options options = unread.and(reading)
                .and(section.ofInput())
                .and(frames.map(FrameSection::ofInput).orElse(Options.NONE))
                .and(FfmpegInput.offset(section.seeks() ? Duration.ZERO : offset));
        List<FfmpegInput> inputs = new ArrayList<>();
        inputs.add(FfmpegInput.source(options, source.file(), settings.decoder()));
        inputs.addAll(added);
        return inputs;
    }
}
