package dev.renditions.ffmpeg;

import dev.renditions.Transcoder.Order;
import dev.renditions.Transcoder.Output;
import dev.renditions.plan.Plan;
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
     * @param level how loud it is made, if it is for sound alone; absent for as loud as it is
     */
    static Tracks of(Order order, Optional<Level> level, int threads) {
        if (order.plan() instanceof Plan.Video video) {
            return new Tracks(order, List.of(VideoTrack.of(video, order.folder().resolve(UNPROVED), threads)));
        }
        if (order.plan() instanceof Plan.Audio audio) {
            return new Tracks(
                    order, List.of(SoundTrack.of(audio, level, order.folder().resolve(UNPROVED))));
        }
        throw new IllegalArgumentException("not made by a run over the whole source: " + order.plan());
    }

    /** The files of the rendition, once all are written. */
    List<Output> outputs() {
        Profile profile = order.plan().profile();
        return List.of(new Output(files.get(0).file(), profile.fileName(), profile.mediaType()));
    }
}
