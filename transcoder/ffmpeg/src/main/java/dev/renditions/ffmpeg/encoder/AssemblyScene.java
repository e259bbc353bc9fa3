package dev.renditions.ffmpeg.encoder;

import dev.renditions.api.MediaException;
import dev.renditions.api.MediaException.Kind;
import dev.renditions.api.Transcoder.Input;
import dev.renditions.api.Transcoder.Order;
import dev.renditions.api.Transcoder.Progress;
import dev.renditions.ffmpeg.engine.Ffmpeg;
import dev.renditions.ffmpeg.process.TimeLeft;
import dev.renditions.kind.TrackRecipe;

/**
 * What an assembly works with. Immutable.
 *
 * @param source the source, for streams that are copied
 * @param order the order
 * @param tracks has all tracks of the order, unless it is made without
 * @param ffmpeg copies them
 * @param time how long it may take
 * @param progress receives the progress of a run that reads the source
 */
record AssemblyScene(Input source, Order order, TrackSet tracks, Ffmpeg ffmpeg, TimeLeft time, Progress progress) {
    /** The track of a recipe of the order. */
    LocalTrack track(TrackRecipe recipe) {
        return tracks.find(recipe).orElseThrow();
    }

    /**
     * Runs something that reads only files that were encoded here.
     *
     * @throws MediaException if it fails; of kind UNPROVED instead of DAMAGED: a track is not as planned, for example empty
     */
    void withoutSource(Runnable work) {
        try {
            work.run();
        } catch (MediaException e) {
            if (e.kind() == Kind.DAMAGED) {
                throw new MediaException(Kind.UNPROVED, "an encoded track can't be copied: " + e.getMessage(), e);
            }
            throw e;
        }
    }
}
