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

/** A plan that is made by a run over the whole source, which it may share with others. */
public interface SharedTracks extends PlanEncoder {
    /**
     * What the run writes for an order of the plan.
     *
     * @param level how loud it is made, if it is for sound alone; absent for as loud as it is
     * @param inputs where the inputs are added that they need beside the source
     */
    OutputTracks tracks(Order order, Optional<LoudnessPlan> level, RunInputs inputs);

    /** The streams of the source that the run reads. */
    List<Integer> streams();

    /** The pictures that it encodes or copies. */
    List<Rung> rungs();

    /**
     * Makes what is needed beside the run, before it.
     *
     * @throws MediaException if it can't be made
     */
    default void prepare(Input source, Order order, Ffmpeg ffmpeg, TimeLeft time) {}

    /**
     * Makes what is made of its tracks, once they are there.
     *
     * @throws MediaException if it can't be made
     */
    default void complete(Order order, Ffmpeg ffmpeg, TimeLeft time) throws IOException {}

    /** Finds that of a plan. */
    @FunctionalInterface
    interface Finder {
        /**
         * That of a plan.
         *
         * @throws IllegalArgumentException if the plan is not made by a run over the whole source
         */
        SharedTracks of(Plan.Make plan);
    }
}
