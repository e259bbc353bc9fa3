package dev.renditions.ffmpeg.encoder;

import dev.renditions.api.MediaException;
import dev.renditions.api.Transcoder.Input;
import dev.renditions.api.Transcoder.Order;
import dev.renditions.ffmpeg.engine.Ffmpeg;
import dev.renditions.ffmpeg.order.PlanEncoder;
import dev.renditions.ffmpeg.process.TimeLeft;
import dev.renditions.kind.OutputFile;
import dev.renditions.kind.Plan;
import dev.renditions.kind.TrackRecipe;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** How a plan that consists of tracks becomes a rendition, when its tracks are encoded. Each kind of profile has its own. */
public interface Assembly extends PlanEncoder {
    /** The name of a file before its verification. It has no extension, so that a probe detects the format from the content. */
    String UNVERIFIED = "encoded";

    /**
     * Makes the files of the rendition that do not depend on its tracks. Called before they are encoded.
     *
     * @throws MediaException if a file can't be made
     */
    default void prepare(Input source, Order order, Ffmpeg ffmpeg, TimeLeft time) {}

    /** Whether it is made from the source alone, without tracks. */
    default boolean withoutTracks(Input source) {
        return false;
    }

    /**
     * Puts the rendition together, from tracks that all exist unless it is made without.
     *
     * @throws MediaException if it can't be made
     */
    Assembled assemble(AssemblyScene scene) throws IOException;

    /**
     * A rendition that was put together. Immutable.
     *
     * @param outputs its files, the main one first
     * @param files the name of the file of the rendition that has the track of each recipe; empty if it was made without tracks
     */
    record Assembled(List<OutputFile> outputs, Map<TrackRecipe, String> files) {
        /** Copies the collections. */
        public Assembled {
            outputs = List.copyOf(outputs);
            files = Map.copyOf(files);
        }
    }

    /** Finds how a plan is assembled. */
    @FunctionalInterface
    interface Finder {
        /**
         * The assembly of a plan.
         *
         * @throws IllegalArgumentException if the plan does not consist of tracks
         */
        Assembly of(Plan.Make plan);
    }
}
