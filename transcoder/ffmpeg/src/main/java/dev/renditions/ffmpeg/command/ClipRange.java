package dev.renditions.ffmpeg.command;

import dev.renditions.api.Transcoder.Input;
import dev.renditions.profile.Clip;
import java.time.Duration;
import java.util.List;
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

    /** To stand before the source. */
    List<String> ofInput() {
        return clip.map(c -> search
                        ? part(zero.plus(c.start()), c.length())
                        : List.of("-t", CommonArguments.seconds(zero.plus(c.end()))))
                .orElse(List.of());
    }

    /** To stand among the options of each output. */
    public List<String> ofOutput() {
        return clip.filter(c -> !search).map(c -> part(c.start(), c.length())).orElse(List.of());
    }

    private static List<String> part(Duration start, Duration length) {
        return List.of("-ss", CommonArguments.seconds(start), "-t", CommonArguments.seconds(length));
    }
}
