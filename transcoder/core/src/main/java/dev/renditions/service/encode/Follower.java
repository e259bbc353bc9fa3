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
 * Waits for a rendition that another thread or process makes, and takes over if that one gives up or crashes. While another
 * process encodes a long film, segments of it are encoded here too. Thread-safe.
 */
final class Follower {
    private static final Duration FIRST_POLL = Duration.ofMillis(50);
    /** With jitter and a lease of the default length, another worker replaces a crashed one within 30 s. */
    static final Duration LAST_POLL = Duration.ofSeconds(1);
    /** If the lease is in the store, each poll is a request to the store. */
    static final Duration LAST_STORE_POLL = Duration.ofSeconds(2);

    private final ClaimRegistry claims;
    private final Lookup lookup;
    private final EncodeAndPublish encoding;
    private final RequestLimits limits;
    private final Timing timing;

    Follower(ClaimRegistry claims, Lookup lookup, EncodeAndPublish encoding, RequestLimits limits, Timing timing) {
        this.claims = claims;
        this.lookup = lookup;
        this.encoding = encoding;
        this.limits = limits;
        this.timing = timing;
    }

    /** The result of waiting. */
    sealed interface Result permits Ended, TakenOver {}

    /** The other worker finished it or failed. */
    record Ended(Ending ending) implements Result {}

    /** The caller has to make it now. */
    record TakenOver(Claim claim) implements Result {}

    /** Waits for one rendition, for as long as the limits of the request allow. */
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
                Instant last = begin;
                begin = encoding.moved(rendition.key().content())
                        .filter(moved -> moved.isAfter(last))
                        .orElseThrow(() -> busy(request, rendition));
            }
        }
    }

    /** Only one thread of this process polls for another process; the others wait for that thread. */
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
        StorePolling storePolling = new StorePolling();
        Optional<SegmentHelp> helping = Optional.empty();
        while (true) {
            ClaimRegistry.Attempt attempt = claims.tryClaim(request, rendition, lead);
            if (attempt instanceof ClaimRegistry.Claimed claimed) {
                return new TakenOver(claimed.claim());
            }
            boolean storeSays = attempt instanceof ClaimRegistry.Busy busy && busy.inStore();
            SegmentHelp help = helping.orElseGet(() -> encoding.help(request, rendition));
            helping = Optional.of(help);
            SegmentHelp.Helped helped =
                    help.once(request.within(limits, timing.clock()).encode());
            if (helped != SegmentHelp.Helped.NOTHING) {
                begin = timing.clock().instant();
            }
            if (WallClock.since(begin, timing.clock()).compareTo(patience) >= 0) {
                throw busy(request, rendition);
            }
            // Jitter prevents many waiters from polling at the same time.
            Duration pause = jittered(poll, timing.random());
            if (helped != SegmentHelp.Helped.ENCODED) {
                timing.pause().pause(pause);
            }
            Duration last = storeSays ? LAST_STORE_POLL : LAST_POLL;
            poll = poll.compareTo(last) < 0 ? poll.multipliedBy(2) : last;
            Optional<Ending> made = find(rendition, lead, storeCheck(storeSays, storePolling.isDue(pause)));
            if (made.isPresent()) {
                lead.end(made.get());
                return new Ended(made.get());
            }
        }
    }

    /** A random duration between half and one and a half times the interval. */
    static Duration jittered(Duration poll, RandomGenerator random) {
        return Duration.ofMillis((long) (poll.toMillis() * (0.5 + random.nextDouble())));
    }

    /** A lease that is still in the store shows that the rendition is not there yet, so the store is not asked again. */
    private static Lookup.InStore storeCheck(boolean storeSays, boolean isDue) {
        if (isDue) {
            return Lookup.InStore.ALWAYS;
        }
        return storeSays ? Lookup.InStore.NEVER : Lookup.InStore.WITHOUT_INDEX;
    }

    /** The result of another process. If that is a failure, all waiting threads of this process fail. */
    private Optional<Ending> find(
            MissingRendition rendition, SingleFlight<RenditionKey, Ending>.Lead lead, Lookup.InStore inStore) {
        RenditionKey key = rendition.key();
        try {
            return lookup.findAgain(key, rendition.plan().profile(), lookup.memoryOf(List.of(key)), inStore)
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
