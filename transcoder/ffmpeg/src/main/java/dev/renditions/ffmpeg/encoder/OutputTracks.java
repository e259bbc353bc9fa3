package dev.renditions.ffmpeg.encoder;

import dev.renditions.api.MediaException;
import dev.renditions.api.Transcoder.Order;
import dev.renditions.ffmpeg.command.RunOutput;
import dev.renditions.kind.OutputFile;
import dev.renditions.kind.Profile;
import java.io.IOException;
import java.util.List;

/**
 * What a run over a whole source writes for one order. Immutable.
 *
 * @param order the order
 * @param files its files; at least one
 * @param rendition makes the rendition of the files
 */
public record OutputTracks(Order order, List<RunOutput> files, Rendition rendition) {
    /** The name of a file before its verification. It has no extension, so that a probe detects the format from the content. */
    public static final String UNVERIFIED = "encoded";

    /** A rendition that is one track. */
    static OutputTracks single(Order order, RunOutput track) {
        Profile profile = order.plan().profile();
        OutputFile output = new OutputFile(track.file(), profile.fileName(), profile.mediaType());
        return new OutputTracks(order, List.of(track), () -> List.of(output));
    }

    /** Makes the rendition of files that are all written. */
    @FunctionalInterface
    interface Rendition {
        /**
         * The files of the rendition, the main one first.
         *
         * @throws MediaException if the files can't be packaged
         */
        List<OutputFile> outputs() throws IOException;
    }
}
