package dev.renditions.ffmpeg.encoder;

import dev.renditions.api.MediaException;
import dev.renditions.api.Transcoder.Order;
import dev.renditions.api.Transcoder.Output;
import dev.renditions.ffmpeg.command.RunInputs;
import dev.renditions.ffmpeg.command.RunOutput;
import dev.renditions.ffmpeg.loudness.LoudnessPlan;
import dev.renditions.kind.Plan;
import dev.renditions.kind.Profile;
import dev.renditions.kind.audio.AudioPlan;
import dev.renditions.kind.settings.Clip;
import dev.renditions.kind.settings.Edits;
import dev.renditions.kind.streaming.StreamingPlan;
import dev.renditions.kind.video.VideoPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a run over a whole source writes for one order. Immutable.
 *
 * @param order the order
 * @param files its files; at least one
 * @param rendition what becomes of them
 */
public record OutputTracks(Order order, List<RunOutput> files, Rendition rendition) {
    /** Without an extension until it is proved: a probe would guess by it, and what counts is what is inside. */
    public static final String UNPROVED = "encoded";

    /** Whether a plan is carried out by a run over the whole source, which it may share with others. */
    static boolean suit(Plan.Make plan) {
        return plan instanceof VideoPlan || plan instanceof AudioPlan || plan instanceof StreamingPlan;
    }

    /** Whether a plan copies the picture of its video, so that it is done long before one that encodes its own. */
    static boolean copiesPicture(Plan.Make plan) {
        return plan instanceof VideoPlan video && video.copiesPicture();
    }

    /**
     * Those of an order that {@link #suit}s.
     *
     * @param level how loud it is made, if it is for sound alone; absent for as loud as it is
     * @param inputs where the inputs are added that they need beside the source
     */
    public static OutputTracks of(Order order, Optional<LoudnessPlan> level, RunInputs inputs) {
        Path file = order.folder().resolve(UNPROVED);
        if (order.plan() instanceof VideoPlan video) {
            return single(order, VideoTrack.of(video, file, inputs));
        }
        if (order.plan() instanceof AudioPlan audio) {
            return single(order, AudioTrack.of(audio, level, file, inputs.label()));
        }
        if (order.plan() instanceof StreamingPlan streaming) {
            StreamingPackage whole = new StreamingPackage(streaming, order.folder());
            return new OutputTracks(order, whole.tracks(inputs), whole::write);
        }
        throw new IllegalArgumentException("not made by a run over the whole source: " + order.plan());
    }

    private static OutputTracks single(Order order, RunOutput track) {
        Profile profile = order.plan().profile();
        Output output = new Output(track.file(), profile.fileName(), profile.mediaType());
        return new OutputTracks(order, List.of(track), () -> List.of(output));
    }

    /** The part of the source that a plan takes; empty for all of it. */
    static Optional<Clip> clip(Plan.Make plan) {
        if (plan instanceof StreamingPlan streaming) {
            return streaming.clip();
        }
        return plan instanceof VideoPlan video ? video.clip() : Optional.empty();
    }

    /** The streams of the source that a run for these orders reads: the sound of a ladder has a run of its own. */
    static List<Integer> streams(List<Order> orders) {
        return orders.stream()
                .flatMap(order -> order.plan() instanceof StreamingPlan streaming
                        ? Stream.of(streaming.ladder().get(0).stream())
                        : order.plan().streams().stream())
                .distinct()
                .toList();
    }

    /** What else than encoding is done for a plan. */
    static Edits edits(Plan.Make plan) {
        if (plan instanceof StreamingPlan streaming) {
            return streaming.profile().edits();
        }
        return plan instanceof VideoPlan video ? video.profile().edits() : Edits.NONE;
    }

    /** Makes the rendition of files that are all written. */
    @FunctionalInterface
    interface Rendition {
        /**
         * The files of the rendition, the main one first.
         *
         * @throws MediaException if they don't make one
         */
        List<Output> outputs() throws IOException;
    }
}
