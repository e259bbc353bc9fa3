package dev.renditions.ffmpeg;

import dev.renditions.Transcoder.Order;
import dev.renditions.Transcoder.Output;
import dev.renditions.plan.Plan;
import dev.renditions.profile.Clip;
import dev.renditions.profile.Edits;
import dev.renditions.profile.Profile;
import java.util.List;
import java.util.Optional;

/**
 * What a run over a whole source writes for one order. Immutable.
 *
 * @param order the order
 * @param files its files; at least one
 */
record Tracks(Order order, List<Track> files) {
    /** Without an extension until it is proved: a probe would guess by it, and what counts is what is inside. */
    static final String UNPROVED = "encoded";

    /** Whether a plan is carried out by a run over the whole source, which it may share with others. */
    static boolean suit(Plan.Make plan) {
        return plan instanceof Plan.Video || plan instanceof Plan.Audio;
    }

    /**
     * Those of an order that {@link #suit}s.
     *
     * @param inputs where the inputs are added that they need beside the source
     */
    static Tracks of(Order order, int threads, RunInputs inputs) {
        if (order.plan() instanceof Plan.Video video) {
            return new Tracks(order, List.of(VideoTrack.of(video, order.folder().resolve(UNPROVED), threads, inputs)));
        }
        if (order.plan() instanceof Plan.Audio audio) {
            return new Tracks(order, List.of(SoundTrack.of(audio, order.folder().resolve(UNPROVED))));
        }
        throw new IllegalArgumentException("not made by a run over the whole source: " + order.plan());
    }

    /** The part of the source that a plan takes; empty for all of it. */
    static Optional<Clip> clip(Plan.Make plan) {
        if (plan instanceof Plan.Streaming streaming) {
            return streaming.clip();
        }
        return plan instanceof Plan.Video video ? video.clip() : Optional.empty();
    }

    /** What else than encoding is done for a plan. */
    static Edits edits(Plan.Make plan) {
        if (plan instanceof Plan.Streaming streaming) {
            return streaming.profile().edits();
        }
        return plan instanceof Plan.Video video ? video.profile().edits() : Edits.NONE;
    }

    /** The files of the rendition, once all are written. */
    List<Output> outputs() {
        Profile profile = order.plan().profile();
        return List.of(new Output(files.get(0).file(), profile.fileName(), profile.mediaType()));
    }
}
