package dev.renditions.service.encode;

import dev.renditions.api.Ending;
import dev.renditions.api.RenditionException;
import dev.renditions.api.RequestLimits;
import dev.renditions.api.Timing;
import dev.renditions.index.RenditionKey;
import dev.renditions.kind.MissingRendition;
import dev.renditions.service.lookup.BatchLookup;
import dev.renditions.service.lookup.FailureRecorder;
import dev.renditions.service.lookup.Lookup;
import dev.renditions.service.request.RenditionLogContext;
import dev.renditions.service.request.RenditionRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Makes each rendition once: by one thread of this process, and by one process among all that share the index. Renditions that
 * can be claimed are made together. After that, this worker waits for those that other workers make and uses their results. If a
 * worker crashes, its lease expires and a waiter takes over. No thread waits for a rendition while it holds a claim, so two requests
 * for the same renditions in another order cannot deadlock. A thread with claims may wait for a track; the worker that encodes
 * that track waits for nothing meanwhile, see {@link TrackSupplier}.
 */
public final class EncodeOnce implements AutoCloseable {
    private final ClaimRegistry registry;
    private final Follower follower;
    private final Lookup lookup;
    private final EncodeAndPublish encoding;
    private final FailureRecorder failures;
    private final RequestLimits limits;
    private final Timing timing;

    public EncodeOnce(
            RenditionLeases leases,
            Lookup lookup,
            EncodeAndPublish encoding,
            FailureRecorder failures,
            RequestLimits limits,
            Timing timing) {
        this.registry = new ClaimRegistry(leases, limits, timing);
        this.follower = new Follower(registry, lookup, encoding, limits, timing);
        this.lookup = lookup;
        this.encoding = encoding;
        this.failures = failures;
        this.limits = limits;
        this.timing = timing;
    }

    /**
     * Makes renditions that a look-up did not find.
     *
     * @param ends receives each rendition once
     */
    public void encode(RenditionRequest request, List<MissingRendition> missing, Ending.Sink ends)
            throws InterruptedException {
        List<MissingRendition> unclaimed = new ArrayList<>();
        try (Claims claims = new Claims(request, ends)) {
            for (MissingRendition rendition : missing) {
                try {
                    registry.tryClaim(request, rendition).ifPresentOrElse(claims::add, () -> unclaimed.add(rendition));
                } catch (RuntimeException e) {
                    ends.ended(rendition, Ending.Failed.of(e));
                }
            }
            encode(request, claims);
        }
        for (MissingRendition rendition : unclaimed) {
            RenditionLogContext.during(rendition.key(), () -> follow(request, rendition, ends));
        }
    }

    /** Makes the claimed renditions, except those that another worker published between our look-up and our claim. */
    private void encode(RenditionRequest request, Claims claims) {
        BatchLookup memory = lookup.memoryOf(
                claims.renditions().stream().map(MissingRendition::key).toList());
        for (MissingRendition rendition : claims.renditions()) {
            try {
                published(rendition, memory).ifPresent(ending -> claims.end(rendition, ending));
            } catch (RuntimeException e) {
                claims.end(rendition, Ending.Failed.of(e));
            }
        }
        List<MissingRendition> missing = claims.renditions();
        if (missing.isEmpty()) {
            return;
        }
        try {
            encoding.encode(
                    request, missing, request.within(limits, timing.clock()).encode(), claims);
        } catch (RuntimeException e) {
            claims.endAll(Ending.Failed.of(e));
        }
    }

    private Optional<Ending> published(MissingRendition rendition, BatchLookup memory) {
        return lookup.findAgain(rendition.key(), rendition.plan().profile(), memory, Lookup.InStore.ALWAYS)
                .map(Ending::shared);
    }

    /** Waits for the result of another worker, or takes over from it. */
    private void follow(RenditionRequest request, MissingRendition rendition, Ending.Sink ends)
            throws InterruptedException {
        Follower.Result result = follower.follow(request, rendition);
        if (result instanceof Follower.Ended ended) {
            ends.ended(rendition, ended.ending());
        } else if (result instanceof Follower.TakenOver takenOver) {
            try (Claims claims = new Claims(request, ends)) {
                claims.add(takenOver.claim());
                encode(request, claims);
            }
        }
    }

    /** Stops renewing leases. */
    @Override
    public void close() {
        registry.close();
        encoding.close();
    }

    /**
     * The claims of one request. Each claim ends with its rendition, before the caller receives the result. Closing gives up the
     * claims that are left. Not thread-safe.
     */
    private final class Claims implements Ending.Sink, AutoCloseable {
        private final RenditionRequest request;
        private final Ending.Sink ends;
        private final Map<RenditionKey, Claim> claims = new LinkedHashMap<>();

        /**
         * Starts without claims.
         *
         * @param ends receives the result of each rendition
         */
        Claims(RenditionRequest request, Ending.Sink ends) {
            this.request = request;
            this.ends = ends;
        }

        void add(Claim claim) {
            claims.put(claim.rendition().key(), claim);
        }

        /** The claimed renditions that have not ended, in the order in which they were added. */
        List<MissingRendition> renditions() {
            return claims.values().stream()
                    .filter(claim -> !claim.hasEnded())
                    .map(Claim::rendition)
                    .toList();
        }

        /** Ends a claim with the result of its encode, and records that result. */
        @Override
        public void ended(MissingRendition rendition, Ending ending) {
            if (ending instanceof Ending.Failed failed && failed.cause() instanceof RenditionException reason) {
                end(rendition, new Ending.Failed(failures.record(request, rendition.key(), reason)));
                return;
            }
            if (ending instanceof Ending.Published published) {
                lookup.markVerified(rendition.key(), published.at());
            }
            end(rendition, ending);
        }

        /** Ends a claim without an encode. */
        void end(MissingRendition rendition, Ending ending) {
            Objects.requireNonNull(claims.get(rendition.key())).end(ending);
            ends.ended(rendition, ending);
        }

        /** Ends all claims that are left with one result, such as a full disk or a missing source. */
        void endAll(Ending ending) {
            renditions().forEach(rendition -> end(rendition, ending));
        }

        @Override
        public void close() {
            claims.values().forEach(Claim::close);
        }
    }
}
