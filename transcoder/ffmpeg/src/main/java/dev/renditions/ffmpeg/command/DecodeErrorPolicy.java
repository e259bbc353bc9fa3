package dev.renditions.ffmpeg.command;

import dev.renditions.api.Transcoder.Input;

/**
 * What a run of ffmpeg does when its source is damaged. Immutable.
 *
 * @param exit whether the first broken packet or frame ends the run
 * @param explode whether decoders report damage that they could conceal, and minor deviations from a format
 */
public record DecodeErrorPolicy(boolean exit, boolean explode) {
    /** The first damage ends the run. */
    public static final DecodeErrorPolicy STRICT = new DecodeErrorPolicy(true, true);

    /** The first damage ends the run, but minor deviations from a format do not. */
    public static final DecodeErrorPolicy LENIENT = new DecodeErrorPolicy(true, false);

    /** Incomplete packets are skipped: the last packet of a WAV that was written to a pipe is usually incomplete. */
    static final DecodeErrorPolicy SHORT_END = new DecodeErrorPolicy(false, true);

    /** The run goes on after damage, and decoders report damage that they could conceal. */
    public static final DecodeErrorPolicy REPORTING = SHORT_END;

    /** Damage is skipped or concealed. Ffmpeg still ends a run that can decode less than a third of a stream. */
    public static final DecodeErrorPolicy TOLERANT = new DecodeErrorPolicy(false, false);

    /** The policy for a run over a whole source. */
    static DecodeErrorPolicy of(Input source) {
        if (source.tolerant()) {
            return TOLERANT;
        }
        return FileHead.of(source.file()).pipedWav() ? SHORT_END : STRICT;
    }

    /** The decoder options of the input. */
    public Options decoding() {
        return explode ? Options.of("err_detect", "explode") : Options.NONE;
    }
}
