package dev.renditions.ffmpeg.encoder;

import dev.renditions.api.MediaException;
import dev.renditions.api.Transcoder.Input;
import dev.renditions.api.Transcoder.Order;
import dev.renditions.ffmpeg.command.RunInputs;
import dev.renditions.ffmpeg.engine.Ffmpeg;
import dev.renditions.ffmpeg.loudness.LoudnessPlan;
import dev.renditions.ffmpeg.order.PlanEncoder;
import dev.renditions.ffmpeg.process.TimeLeft;
import dev.renditions.kind.Plan;
import dev.renditions.kind.track.Rung;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A plan that is made by a run over the whole source, which several plans can share. */
public interface SharedTracks extends PlanEncoder {
    /**
     * What the run writes for an order of the plan.
     *
     * @param loudness how the loudness is changed, for audio renditions; absent to keep that of the source
     * @param inputs receives the inputs that the tracks need in addition to the source
     */
    OutputTracks tracks(Order order, Optional<LoudnessPlan> loudness, RunInputs inputs);

    /** The streams of the source that the run reads. */
    List<Integer> streams();

    /** The video tracks that it encodes or copies. */
    List<Rung> rungs();

    /**
     * Makes the files of the rendition that the run does not write. Called before the run.
     *
     * @throws MediaException if a file can't be made
     */
    default void prepare(Input source, Order order, Ffmpeg ffmpeg, TimeLeft time) {}

    /**
     * Makes the files that are derived from the tracks. Called after the run.
     *
     * @throws MediaException if a file can't be made
     */
    default void complete(Order order, Ffmpeg ffmpeg, TimeLeft time) throws IOException {}

    /** Finds the tracks of a plan. */
    @FunctionalInterface
    interface Finder {
        /**
         * The tracks of a plan.
         *
         * @throws IllegalArgumentException if the plan does not share a run over the whole source
         */
        SharedTracks of(Plan.Make plan);
    }
}
