package dev.renditions.service.encode;

import dev.renditions.api.Ending;
import dev.renditions.api.MediaException;
import dev.renditions.api.ObjectStore;
import dev.renditions.api.RequestLimits;
import dev.renditions.api.Timing;
import dev.renditions.api.Transcoder;
import dev.renditions.api.track.Explanation;
import dev.renditions.index.ContentHash;
import dev.renditions.kind.MissingRendition;
import dev.renditions.kind.Plan;
import dev.renditions.kind.Profile;
import dev.renditions.service.index.FailSoftTracks;
import dev.renditions.service.index.LookupCounters;
import dev.renditions.service.request.RenditionRequest;
import dev.renditions.support.WallClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Makes renditions of one source: cheap ones first, with a second attempt if that may help. Thread-safe. */
public final class EncodeAndPublish implements AutoCloseable {
    private final TrackLibrary library;
    private final TrackSupplier tracks;
    private final SegmentedTracks segments;
    private final EncodeRun encoding;
    private final Clock clock;

    /**
     * Creates an instance for a store.
     *
     * @param index where the index says that tracks are
     * @param leases let one worker at a time encode a track
     * @param profiles those whose renditions of earlier versions may have tracks
     */
    public EncodeAndPublish(
            ObjectStore store,
            Transcoder transcoder,
            FailSoftTracks index,
            RenditionLeases leases,
            Collection<Profile> profiles,
            LookupCounters counters,
            RequestLimits limits,
            Timing timing) {
        this.library = new TrackLibrary(store, index, new UnlistedTracks(store, profiles));
        this.tracks = new TrackSupplier(library, leases, limits, timing);
        this.segments = new SegmentedTracks(store, transcoder, library, leases, limits, timing);
        this.clock = timing.clock();
        this.encoding = new EncodeRun(store, transcoder, tracks, segments, counters, clock);
    }

    /**
     * Makes renditions. A copy that turns out wrong is replaced by an encode. If damage of the source is the cause of a failure,
     * the rendition is made from the undamaged parts, if these are enough.
     *
     * <p>Renditions that take little time are made, published and reported before all others, second attempts included. Videos,
     * and a decode of the source before it is copied, may use up all the time that is left.
     *
     * @param limit how long the encodes may take
     * @param ends receives each rendition once, as soon as the store has it or it has failed; its plan may have changed
     */
    void encode(RenditionRequest request, List<MissingRendition> missing, Duration limit, Ending.Sink ends) {
        Instant begin = clock.instant();
        Map<Boolean, List<MissingRendition>> byLight = allowed(request, missing, limit, ends).stream()
                .collect(Collectors.partitioningBy(
                        rendition -> rendition.plan().cost().light()));
        for (List<MissingRendition> stage : List.of(byLight.get(true), byLight.get(false))) {
            if (!stage.isEmpty()) {
                encodeStage(request, stage, limit.minus(WallClock.since(begin, clock)), ends);
            }
        }
    }

    /** The tracks of a rendition, and where they exist. Encodes nothing. */
    public List<Explanation.Track> tracks(RenditionRequest request, MissingRendition rendition) {
        return tracks.plan(request, List.of(rendition))
                .explained(
                        rendition,
                        library::holds,
                        missing -> segments.decide(request, rendition.key().content(), missing));
    }

    /** Begins to help with a rendition that another worker makes. */
    SegmentHelp help(RenditionRequest request, MissingRendition rendition) {
        List<MissingRendition> one = List.of(rendition);
        return segments.help(request, one, () -> tracks.plan(request, one));
    }

    /** When this process last saw a segment of a content come into being; empty if it makes none. */
    Optional<Instant> moved(ContentHash content) {
        return segments.moved(content);
    }

    /** Stops renewing the leases of tracks and segments. */
    @Override
    public void close() {
        segments.close();
        tracks.close();
    }

    private void encodeStage(
            RenditionRequest request, List<MissingRendition> missing, Duration limit, Ending.Sink ends) {
        Instant begin = clock.instant();
        SecondAttempts second = new SecondAttempts(request, ends);
        List<MissingRendition> decodable = request.damage().decodable(missing, limit);
        Duration examined = WallClock.since(begin, clock);
        // Neither waits nor segments count, which have limits of their own.
        Duration left = limit.minus(examined).minus(encoding.run(request, decodable, limit.minus(examined), second));
        Instant ended = clock.instant();
        List<MissingRendition> again = second.renditions(left);
        if (!again.isEmpty()) {
            encoding.run(request, again, left.minus(WallClock.since(ended, clock)), ends);
        }
    }

    /** The renditions that may be made: none from a damaged source if damage is refused. */
    private static List<MissingRendition> allowed(
            RenditionRequest request, List<MissingRendition> missing, Duration limit, Ending.Sink ends) {
        List<MissingRendition> allowed = new ArrayList<>();
        for (MissingRendition rendition : missing) {
            try {
                request.damage().requireWhole(rendition.plan().profile(), limit);
                allowed.add(rendition);
            } catch (MediaException e) {
                ends.ended(rendition, new Ending.Failed(e));
            }
        }
        return allowed;
    }

    /** Holds back the failures that are worth a second attempt, and forwards all other results. Not thread-safe. */
    private static final class SecondAttempts implements Ending.Sink {
        private final RenditionRequest request;
        private final Ending.Sink ends;
        private final Map<MissingRendition, MediaException> copies = new LinkedHashMap<>();
        private final Map<MissingRendition, MediaException> damaged = new LinkedHashMap<>();

        SecondAttempts(RenditionRequest request, Ending.Sink ends) {
            this.request = request;
            this.ends = ends;
        }

        @Override
        public void ended(MissingRendition rendition, Ending ending) {
            if (ending instanceof Ending.Failed failed && failed.cause() instanceof MediaException reason) {
                if (ofCopying(rendition.plan(), reason)) {
                    copies.put(rendition, reason);
                    return;
                }
                if (reason.concernsSource()) {
                    damaged.put(rendition, reason);
                    return;
                }
            }
            ends.ended(rendition, ending);
        }

        /**
         * Whether copying may have caused a failure. Copying video takes almost no time, so another attempt is cheap. If the
         * video was encoded, the copied audio can only be the cause of an output that differs from the plan.
         */
        private static boolean ofCopying(Plan.Make plan, MediaException reason) {
            return plan.copies() && (plan.copiesPicture() || reason.kind() == MediaException.Kind.UNPROVED);
        }

        /**
         * The second attempts. Renditions with too much damage end here.
         *
         * @param limit how long it may take to find the damage
         */
        List<MissingRendition> renditions(Duration limit) {
            List<MissingRendition> again = new ArrayList<>();
            copies.forEach((rendition, reason) -> {
                if (isDamaged(rendition, reason, limit)) {
                    damaged.put(rendition, reason);
                } else {
                    again.add(request.damage().encoding(rendition));
                }
            });
            damaged.forEach((rendition, reason) -> {
                try {
                    again.add(request.damage().salvage(rendition, reason, limit));
                } catch (MediaException e) {
                    ends.ended(rendition, new Ending.Failed(e));
                }
            });
            return again;
        }

        /**
         * Whether a stream that was encoded next to a copy may be damaged. If the video was copied, the condition of all streams
         * is known already. Otherwise they are decoded to find out, but only if a decoder reported errors.
         */
        private boolean isDamaged(MissingRendition rendition, MediaException reason, Duration limit) {
            boolean known = rendition.plan().copiesPicture();
            if (!reason.concernsSource() || (!known && reason.kind() != MediaException.Kind.DAMAGED)) {
                return false;
            }
            return !request.damage().isKnownIntact(rendition.plan().streams(), limit);
        }
    }
}
