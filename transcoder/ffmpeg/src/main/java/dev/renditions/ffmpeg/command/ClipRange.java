package dev.renditions.ffmpeg.command;

import dev.renditions.api.Transcoder.Input;
import dev.renditions.kind.settings.Clip;
import java.time.Duration;
import java.util.Optional;

/**
 * The part of a source that a run encodes, and how the run gets there. Immutable.
 *
 * @param clip the part; empty for the whole source
 * @param seekable whether the demuxer can seek to its start; if not, everything before it is decoded and discarded
 * @param zero the source time that is zero in the outputs
 */
public record ClipRange(Optional<Clip> clip, boolean seekable, Duration zero) {
    public static ClipRange of(Input source, Optional<Clip> clip) {
        return new ClipRange(
                clip,
                clip.isPresent() && FileHead.of(source.file()).seekable(),
                source.media().clock().zero());
    }

    /** Whether the run seeks to the start of the clip. Its timestamps then count from there. */
    boolean seeks() {
        return clip.isPresent() && seekable;
    }

    /** Whether the run first decodes everything before the clip, and outputs nothing until then. */
    public boolean startsLate() {
        return clip.isPresent() && !seekable;
    }

    /** The options of the source. */
    Options ofInput() {
        return clip.map(c -> seekable ? part(zero.plus(c.start()), c.length()) : Options.of("t", zero.plus(c.end())))
                .orElse(Options.NONE);
    }

    /** The options of each output. */
    Options ofOutput() {
        return clip.filter(c -> !seekable).map(c -> part(c.start(), c.length())).orElse(Options.NONE);
    }

    private static Options part(Duration start, Duration length) {
        return Options.of("ss", start).with("t", length);
    }
}
