package dev.renditions.service.encode;

import dev.renditions.api.BusyException;
import dev.renditions.api.ObjectStore;
import dev.renditions.api.RequestLimits;
import dev.renditions.api.Timing;
import dev.renditions.index.TrackId;
import dev.renditions.kind.MissingRendition;
import dev.renditions.kind.TrackRecipe;
import dev.renditions.service.encode.TrackLibrary.Search;
import dev.renditions.service.request.RenditionRequest;
import dev.renditions.support.WallClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;

/**
 * Supplies the tracks of renditions: fetches those that exist, and takes the leases of those that this worker has to encode, so
 * that no other worker encodes them too. Thread-safe.
 *
 * <p>A worker that holds leases waits only for tracks whose IDs come after those that it holds, so workers never wait for each
 * other in a circle. A track is found as soon as the first rendition that has it is published.
 */
final class TrackSupplier implements AutoCloseable {
    private static final Duration FIRST_POLL = Duration.ofMillis(50);

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

    /** The tracks that renditions need. Those that tolerate damage share none: what is left of a stream depends on the attempt. */
    TrackPlan plan(RenditionRequest request, List<MissingRendition> missing) {
        List<MissingRendition> strict =
                missing.stream().filter(rendition -> !rendition.tolerant()).toList();
        Set<TrackRecipe> recipes = TrackPlan.recipes(strict);
        if (recipes.isEmpty()) {
            return TrackPlan.NONE;
        }
        Map<TrackRecipe, TrackId> ids = request.trackIds(recipes);
        return new TrackPlan(ids, library.find(Set.copyOf(ids.values()), Search.INDEX_AND_STORE));
    }

    /**
     * Supplies the tracks of those renditions that need not wait for another worker.
     *
     * @return the supply; {@link TrackSupply#waiting} has the other renditions
     */
    TrackSupply withoutWaiting(RenditionRequest request, TrackPlan plan, List<MissingRendition> missing) {
        return supply(request, plan, missing, false);
    }

    /**
     * Supplies the tracks of all renditions, and waits for the workers that encode some of them.
     *
     * @throws BusyException if another worker has not ended within the caller's patience
     */
    TrackSupply waiting(RenditionRequest request, TrackPlan plan, List<MissingRendition> missing) {
        return supply(request, plan, missing, true);
    }

    private TrackSupply supply(
            RenditionRequest request, TrackPlan plan, List<MissingRendition> missing, boolean waits) {
        TrackSupply supply = new TrackSupply(plan, library, leases, request);
        boolean supplied = false;
        try {
            if (waits) {
                inOrder(plan, missing).forEach(recipe -> await(request, supply, recipe));
            } else {
                tryAll(request, supply, missing);
            }
            supplied = true;
            return supply;
        } finally {
            if (!supplied) {
                supply.close();
            }
        }
    }

    private static List<TrackRecipe> inOrder(TrackPlan plan, List<MissingRendition> missing) {
        return missing.stream()
                .flatMap(rendition -> plan.tracks(rendition).stream())
                .distinct()
                .sorted(Comparator.comparing(recipe -> plan.id(recipe).toString()))
                .toList();
    }

    private void tryAll(RenditionRequest request, TrackSupply supply, List<MissingRendition> missing) {
        Set<TrackRecipe> busy = new HashSet<>();
        for (TrackRecipe recipe : inOrder(supply.plan(), missing)) {
            if (!trySupply(request, supply, recipe, supply.plan().found())) {
                busy.add(recipe);
            }
        }
        List<MissingRendition> waiting = missing.stream()
                .filter(rendition -> supply.plan().tracks(rendition).stream().anyMatch(busy::contains))
                .toList();
        List<TrackRecipe> needed = new ArrayList<>();
        missing.stream()
                .filter(rendition -> !waiting.contains(rendition))
                .forEach(rendition -> needed.addAll(supply.plan().tracks(rendition)));
        supply.defer(waiting, needed);
    }

    /** Supplies one track: it is copied, or this worker gets its lease. False if another worker has the lease. */
    private boolean trySupply(
            RenditionRequest request,
            TrackSupply supply,
            TrackRecipe recipe,
            Map<TrackId, ObjectStore.StoredTrack> found) {
        if (supply.copied(recipe, found)) {
            return true;
        }
        Duration ttl = ttl(request);
        TrackId id = supply.plan().id(recipe);
        if (!(leases.tryTake(id, ttl) instanceof RenditionLeases.Taken taken)) {
            return false;
        }
        supply.lease(recipe, new LeaseRenewer(leases, id, taken.holding(), ttl, () -> ttl(request), timers));
        // It may have been published between the look-up and the lease, and the index may have lost that or not answer.
        if (supply.copied(recipe, library.find(Set.copyOf(supply.plan().sources(recipe)), Search.INDEX_AND_STORE))) {
            supply.release(recipe);
        }
        return true;
    }

    private void await(RenditionRequest request, TrackSupply supply, TrackRecipe recipe) {
        Instant begin = timing.clock().instant();
        Duration patience = request.within(limits, timing.clock()).patience();
        Set<TrackId> sources = Set.copyOf(supply.plan().sources(recipe));
        StorePolling polling = new StorePolling();
        Duration poll = FIRST_POLL;
        Map<TrackId, ObjectStore.StoredTrack> found = supply.plan().found();
        while (!trySupply(request, supply, recipe, found)) {
            if (WallClock.since(begin, timing.clock()).compareTo(patience) >= 0) {
                throw busy(request, recipe);
            }
            Duration pause = Follower.jittered(poll, timing.random());
            pause(pause);
            poll = poll.compareTo(Follower.LAST_POLL) < 0 ? poll.multipliedBy(2) : poll;
            found = library.find(sources, polling.isDue(pause) ? Search.INDEX_AND_STORE : Search.INDEX);
        }
    }

    private void pause(Duration time) {
        try {
            timing.pause().pause(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            CancellationException cancelled =
                    new CancellationException("interrupted while another worker was encoding a track");
            cancelled.initCause(e);
            throw cancelled;
        }
    }

    private BusyException busy(RenditionRequest request, TrackRecipe recipe) {
        return new BusyException(
                "another worker is still encoding a track of "
                        + request.source().name() + " (" + recipe.summary() + "); try again in "
                        + limits.lease().toSeconds() + " s",
                limits.lease());
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
