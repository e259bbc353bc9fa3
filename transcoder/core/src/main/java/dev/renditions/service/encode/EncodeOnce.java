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
 * Has renditions made once: by one thread of this process, and by one process among all that share the index. What can be
 * claimed is made together; then comes what others were making: whoever comes second waits for the first and takes what it
 * made, and if that one dies, one of those who wait takes over when its lease ends. Nobody waits while holding a claim, so
 * two who want the same renditions in another order don't wait for each other.
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
        this.follower = new Follower(registry, lookup, limits, timing);
        this.lookup = lookup;
        this.encoding = encoding;
        this.failures = failures;
        this.limits = limits;
        this.timing = timing;
    }

    /**
     * Makes what was missing a moment ago.
     *
     * @param ends receives each rendition, once
     */
    public void encode(RenditionRequest request, List<MissingRendition> missing, Ending.Sink ends)
            throws InterruptedException {
        List<MissingRendition> others = new ArrayList<>();
        try (Claims claims = new Claims(request, ends)) {
            for (MissingRendition rendition : missing) {
                try {
                    registry.tryClaim(request, rendition).ifPresentOrElse(claims::add, () -> others.add(rendition));
                } catch (RuntimeException e) {
                    ends.ended(rendition, Ending.Failed.of(e));
                }
            }
            encode(request, claims);
        }
        for (MissingRendition rendition : others) {
            RenditionLogContext.during(rendition.key(), () -> follow(request, rendition, ends));
        }
    }

    /** Makes what is claimed, but for what another worker published and released between our look and our claim. */
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
        return lookup.findMeanwhile(rendition.key(), rendition.plan().profile(), memory, Lookup.InStore.ALWAYS)
                .map(Ending::shared);
    }

    /** Takes what another makes, or takes over from it. */
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
    }

    /**
     * What one request has claimed. Each claim ends with its rendition, before the caller learns of that; what is left when they
     * are closed is given up. For one thread.
     */
    private final class Claims implements Ending.Sink, AutoCloseable {
        private final RenditionRequest request;
        private final Ending.Sink ends;
        private final Map<RenditionKey, Claim> claims = new LinkedHashMap<>();

        /**
         * None yet.
         *
         * @param ends receives how each rendition ended
         */
        Claims(RenditionRequest request, Ending.Sink ends) {
            this.request = request;
            this.ends = ends;
        }

        void add(Claim claim) {
            claims.put(claim.rendition().key(), claim);
        }

        /** What is claimed and has not ended, in the order in which it was added. */
        List<MissingRendition> renditions() {
            return claims.values().stream()
                    .filter(claim -> !claim.hasEnded())
                    .map(Claim::rendition)
                    .toList();
        }

        /** Ends one as its encode ended, which is remembered. */
        @Override
        public void ended(MissingRendition rendition, Ending ending) {
            if (ending instanceof Ending.Failed failed && failed.cause() instanceof RenditionException reason) {
                end(rendition, new Ending.Failed(failures.record(request, rendition.key(), reason)));
                return;
            }
            if (ending instanceof Ending.Published published) {
                lookup.seen(rendition.key(), published.at());
            }
            end(rendition, ending);
        }

        /** Ends one without an encode. */
        void end(MissingRendition rendition, Ending ending) {
            Objects.requireNonNull(claims.get(rendition.key())).end(ending);
            ends.ended(rendition, ending);
        }

        /** Ends all that are left as one: no space for their files, a source that is gone. */
        void endAll(Ending ending) {
            renditions().forEach(rendition -> end(rendition, ending));
        }

        @Override
        public void close() {
            claims.values().forEach(Claim::close);
        }
    }
}
