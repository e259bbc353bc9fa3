package dev.renditions.ffmpeg.command;

import dev.renditions.api.Transcoder.Input;
import dev.renditions.kind.settings.Clip;
import java.time.Duration;
import java.util.Optional;

/**
 * The part of a source that a run takes, and how it gets there. Immutable.
 *
 * @param clip the part; empty for all of it
 * @param search whether the reader can search for its beginning; if not, all that lies before is decoded and thrown away
 * @param zero where the clock of outputs starts, from the beginning of the file
 */
public record ClipRange(Optional<Clip> clip, boolean search, Duration zero) {
    public static ClipRange of(Input source, Optional<Clip> clip) {
        return new ClipRange(
                clip,
                clip.isPresent() && FileHead.of(source.file()).searchable(),
                source.media().clock().zero());
    }

    /** Whether the run begins where the part does: its timestamps then count from there. */
    boolean searched() {
        return clip.isPresent() && search;
    }

    /** Whether nothing comes out for as long as what lies before the part is decoded. */
    public boolean late() {
        return clip.isPresent() && !search;
    }

    /** For the source. */
    Options ofInput() {
        return clip.map(c -> search ? part(zero.plus(c.start()), c.length()) : Options.of("t", zero.plus(c.end())))
                .orElse(Options.NONE);
    }

    /** For each output. */
    Options ofOutput() {
        return clip.filter(c -> !search).map(c -> part(c.start(), c.length())).orElse(Options.NONE);
    }

    private static Options part(Duration start, Duration length) {
        return Options.of("ss", start).with("t", length);
    }
}
