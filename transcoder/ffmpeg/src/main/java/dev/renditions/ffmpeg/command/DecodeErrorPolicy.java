package dev.renditions.ffmpeg.command;

import dev.renditions.api.Transcoder.Input;

/**
 * What a run does about damage in its source. Immutable.
 *
 * @param exit whether the first broken packet or frame ends the run
 * @param explode whether decoders report what they could conceal, and what only looks odd
 */
public record DecodeErrorPolicy(boolean exit, boolean explode) {
    /** The first damage ends the run. */
    public static final DecodeErrorPolicy STRICT = new DecodeErrorPolicy(true, true);

    /** Damage ends the run, oddities don't. */
    public static final DecodeErrorPolicy LENIENT = new DecodeErrorPolicy(true, false);

    /** A packet that is not whole is left out: the last one of a WAV that was written to a pipe hardly ever is. */
    static final DecodeErrorPolicy SHORT_END = new DecodeErrorPolicy(false, true);

    /** The run goes on after damage, and decoders report what they could conceal. */
    public static final DecodeErrorPolicy REPORTING = SHORT_END;

    /** Damage is left out or concealed. Ffmpeg still ends a run that can decode less than a third of a stream. */
    public static final DecodeErrorPolicy TOLERANT = new DecodeErrorPolicy(false, false);

    /** For a run over all of a source. */
    static DecodeErrorPolicy of(Input source) {
        if (source.tolerant()) {
            return TOLERANT;
        }
        return FileHead.of(source.file()).pipedWav() ? SHORT_END : STRICT;
    }

    /** For the decoders of the input. */
    public Options decoding() {
        return explode ? Options.of("err_detect", "explode") : Options.NONE;
    }
}
