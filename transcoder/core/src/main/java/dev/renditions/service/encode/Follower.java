package dev.renditions.service.encode;

import dev.renditions.api.BusyException;
import dev.renditions.api.Ending;
import dev.renditions.api.MediaException;
import dev.renditions.api.RequestLimits;
import dev.renditions.api.Timing;
import dev.renditions.index.RenditionKey;
import dev.renditions.kind.MissingRendition;
import dev.renditions.service.lookup.Lookup;
import dev.renditions.service.request.RenditionRequest;
import dev.renditions.support.WallClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;

/**
 * Waits for a rendition that another thread or process makes, and takes over if that one gives up or crashes. Safe for use by many
 * threads.
 */
final class Follower {
    private static final Duration FIRST_POLL = Duration.ofMillis(50);
    /** With its jitter, and a lease of the usual length, a worker that crashes is replaced within 30 s. */
    static final Duration LAST_POLL = Duration.ofSeconds(1);
    /** Where the store has the lease, each look at it is a request to the store. */
    static final Duration LAST_STORE_POLL = Duration.ofSeconds(2);

    private final ClaimRegistry claims;
    private final Lookup lookup;
    private final RequestLimits limits;
    private final Timing timing;

    Follower(ClaimRegistry claims, Lookup lookup, RequestLimits limits, Timing timing) {
        this.claims = claims;
        this.lookup = lookup;
        this.limits = limits;
        this.timing = timing;
    }

    /** What waiting led to. */
    sealed interface Result permits Ended, TakenOver {}

    /** The other maker ended it. */
    record Ended(Ending ending) implements Result {}

    /** It is the caller's to make now. */
    record TakenOver(Claim claim) implements Result {}

    /** Waits for one rendition, for as long as the request may. */
    Result follow(RenditionRequest request, MissingRendition rendition) throws InterruptedException {
        try {
            return join(request, rendition);
        } catch (RuntimeException e) {
            return new Ended(Ending.Failed.of(e));
        }
    }

    private Result join(RenditionRequest request, MissingRendition rendition) throws InterruptedException {
        Instant begin = timing.clock().instant();
        Duration patience = request.within(limits, timing.clock()).patience();
        while (true) {
            Duration left = patience.minus(WallClock.since(begin, timing.clock()));
            Optional<SingleFlight<RenditionKey, Ending>.Lead> lead =
                    claims.flights().tryLead(rendition.key());
            if (lead.isPresent()) {
                return poll(request, rendition, lead.get(), left);
            }
            try {
                Optional<Ending> made = claims.flights().join(rendition.key(), left);
                if (made.isPresent()) {
                    return new Ended(made.get().shared());
                }
            } catch (TimeoutException e) {
                throw busy(request, rendition);
            }
        }
    }

    /** For the one thread of this process that asks for all of them whether another process is done. */
    private Result poll(
            RenditionRequest request,
            MissingRendition rendition,
            SingleFlight<RenditionKey, Ending>.Lead lead,
            Duration patience)
            throws InterruptedException {
        boolean takenOver = false;
        try {
            Result result = pollUntilDone(request, rendition, lead, patience);
            takenOver = result instanceof TakenOver;
            return result;
        } finally {
            if (!takenOver) {
                lead.giveUp();
            }
        }
    }

    private Result pollUntilDone(
            RenditionRequest request,
            MissingRendition rendition,
            SingleFlight<RenditionKey, Ending>.Lead lead,
            Duration patience)
            throws InterruptedException {
        Instant begin = timing.clock().instant();
        Duration poll = FIRST_POLL;
        StorePolling storeLooks = new StorePolling();
        while (true) {
            ClaimRegistry.Attempt attempt = claims.tryClaim(request, rendition, lead);
            if (attempt instanceof ClaimRegistry.Claimed claimed) {
                return new TakenOver(claimed.claim());
            }
            boolean storeSays = attempt instanceof ClaimRegistry.Busy busy && busy.inStore();
            if (WallClock.since(begin, timing.clock()).compareTo(patience) >= 0) {
                throw busy(request, rendition);
            }
            // Jittered, so that many who wait do not ask at once.
            Duration pause = jittered(poll, timing.random());
            timing.pause().pause(pause);
            Duration last = storeSays ? LAST_STORE_POLL : LAST_POLL;
            poll = poll.compareTo(last) < 0 ? poll.multipliedBy(2) : last;
            Optional<Ending> made = find(rendition, lead, lookInStore(storeSays, storeLooks.isDue(pause)));
            if (made.isPresent()) {
                lead.end(made.get());
                return new Ended(made.get());
            }
        }
    }

    /** Half to one and a half times as long. */
    static Duration jittered(Duration poll, RandomGenerator random) {
        return Duration.ofMillis((long) (poll.toMillis() * (0.5 + random.nextDouble())));
    }

    /** A lease that is still in the store has just said that the rendition is not there. */
    private static Lookup.InStore lookInStore(boolean storeSays, boolean isDue) {
        if (isDue) {
            return Lookup.InStore.ALWAYS;
        }
        return storeSays ? Lookup.InStore.NEVER : Lookup.InStore.WITHOUT_INDEX;
    }

    /** What another process made of it. That it failed ends the wait of all threads of this process. */
    private Optional<Ending> find(
            MissingRendition rendition, SingleFlight<RenditionKey, Ending>.Lead lead, Lookup.InStore inStore) {
        RenditionKey key = rendition.key();
        try {
            return lookup.findMeanwhile(key, rendition.plan().profile(), lookup.memoryOf(List.of(key)), inStore)
                    .map(Ending::shared);
        } catch (MediaException e) {
            lead.fail(e);
            throw e;
        }
    }

    private BusyException busy(RenditionRequest request, MissingRendition rendition) {
        return new BusyException(
                "another worker is still making " + rendition.key().profile().name() + " of "
                        + request.source().name() + "; try again in "
                        + limits.lease().toSeconds() + " s",
                limits.lease());
    }
}
