package dev.renditions.service.encode;

import dev.renditions.api.BusyException;
import dev.renditions.api.RequestLimits;
import dev.renditions.api.Timing;
import dev.renditions.index.TrackId;
import dev.renditions.index.TrackLocation;
import dev.renditions.kind.MissingRendition;
import dev.renditions.kind.TrackRecipe;
import dev.renditions.service.encode.TrackLibrary.Search;
import dev.renditions.service.request.RenditionRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Supplies the tracks of renditions: fetches those that exist, and takes the leases of those that this worker has to encode, so
 * that no other worker encodes them too. Thread-safe.
 *
 * <p>All tracks of a rendition are supplied, or none: no worker holds the lease of a track while it waits for another track, so
 * workers never wait for each other in a circle. A track is found as soon as the first rendition that has it is published.
 */
final class TrackSupplier implements AutoCloseable {
    private final TrackLibrary library;
    private final RenditionLeases leases;
    private final RequestLimits limits;
    private final Timing timing;
    private final RenewalThreads timers = RenewalThreads.start();

    TrackSupplier(TrackLibrary library, RenditionLeases leases, RequestLimits limits, Timing timing) {
        this.library = library;
        this.leases = leases;
        this.limits = limits;
        this.timing = timing;
    }

    /**
     * The tracks that renditions need. Those that tolerate damage share none: what is left of a stream depends on the attempt. Nor
     * do those of joined recordings: ffmpeg corrects the jumps of their timestamps by all streams that a run reads, so a track fits
     * only others of its own run.
     */
    TrackPlan plan(RenditionRequest request, List<MissingRendition> missing) {
        List<MissingRendition> strict =
                missing.stream().filter(rendition -> !rendition.tolerant()).toList();
        Set<TrackRecipe> recipes = TrackPlan.recipes(strict);
        if (recipes.isEmpty() || request.media().clock().jump().isPresent()) {
            return TrackPlan.NONE;
        }
        return library.plan(request, request.trackIds(recipes, timing.clock()));
    }

    /** Begins to wait for other workers. */
    TrackWait await(RenditionRequest request) {
        return new TrackWait(library, request.within(limits, timing.clock()).patience(), timing);
    }

    /** The failure of a rendition whose tracks another worker still encodes. */
    BusyException busy(RenditionRequest request, MissingRendition rendition) {
        return new BusyException(
                "another worker is still encoding a track of "
                        + request.source().name() + " that "
                        + rendition.plan().profile().name() + " needs; try again in "
                        + limits.lease().toSeconds() + " s",
                limits.lease());
    }

    /**
     * Supplies the tracks of all renditions that need no track which another worker encodes at the moment. Does not wait.
     *
     * @param unusable files that count as absent; receives those that turn out so
     */
    TrackSupply supply(
            RenditionRequest request, TrackPlan plan, List<MissingRendition> missing, Set<TrackLocation> unusable) {
        TrackCopies copies = new TrackCopies(
                plan,
                library,
                request,
                unusable,
                () -> request.within(limits, timing.clock()).encode());
        TrackSupply supply = new TrackSupply(plan, library, leases, copies, missing);
        boolean complete = false;
        try {
            for (MissingRendition rendition : missing) {
                supply(request, supply, rendition);
            }
            complete = true;
            return supply;
        } finally {
            if (!complete) {
                supply.close();
            }
        }
    }

    private void supply(RenditionRequest request, TrackSupply supply, MissingRendition rendition) {
        List<TrackRecipe> leased = new ArrayList<>();
        Optional<RenditionLeases.Busy> first = Optional.empty();
        for (TrackRecipe recipe : supply.plan().tracks(rendition)) {
            TrackRecipe encoded = recipe.encoded();
            if (supply.copies().have(recipe, supply.plan().found()) || supply.leases(encoded)) {
                continue;
            }
            Optional<RenditionLeases.Busy> busy = lease(request, supply, encoded);
            if (busy.isPresent()) {
                first = busy;
                // A lease in the store is watched from the first attempt on: those of a crashed worker expire together.
                if (busy.get().inStore()) {
                    continue;
                }
                break;
            }
            leased.add(encoded);
            // It may have been published between the look-up and the lease. The index may have lost that since, or not
            // answer.
            Set<TrackId> sources = Set.copyOf(supply.plan().sources(recipe));
            if (supply.copies().have(recipe, library.find(sources, Search.INDEX_AND_STORE))) {
                supply.release(encoded);
            }
        }
        if (first.isPresent()) {
            leased.forEach(supply::release);
            supply.defer(rendition, first.get().inStore());
        } else {
            supply.complete(rendition);
        }
    }

    private Optional<RenditionLeases.Busy> lease(RenditionRequest request, TrackSupply supply, TrackRecipe encoded) {
        Duration ttl = ttl(request);
        TrackId id = supply.plan().id(encoded);
        RenditionLeases.Attempt attempt = leases.tryTake(id, ttl);
        if (attempt instanceof RenditionLeases.Busy busy) {
            return Optional.of(busy);
        }
        HeldLeases holding = ((RenditionLeases.Taken) attempt).holding();
        supply.hold(encoded, LeaseRenewer.start(leases, id, holding, ttl, () -> ttl(request), timers));
        return Optional.empty();
    }

    private Duration ttl(RenditionRequest request) {
        return request.within(limits, timing.clock()).lease();
    }

    /** Stops renewing leases. */
    @Override
    public void close() {
        timers.close();
    }
}
