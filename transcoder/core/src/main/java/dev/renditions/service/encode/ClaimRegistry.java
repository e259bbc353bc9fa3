package dev.renditions.service.encode;

import dev.renditions.api.BusyException;
import dev.renditions.api.Ending;
import dev.renditions.api.MediaException;
import dev.renditions.api.RequestLimits;
import dev.renditions.api.SourceException;
import dev.renditions.api.Timing;
import dev.renditions.index.RenditionKey;
import dev.renditions.kind.MissingRendition;
import dev.renditions.service.request.RenditionRequest;
import java.time.Duration;
import java.util.Optional;

/**
 * Gives each rendition to one maker at a time: one thread of this process, and one process among all that share index or store.
 * Safe for use by many threads.
 */
final class ClaimRegistry implements AutoCloseable {
    private final RenditionLeases leases;
    private final RequestLimits limits;
    private final Timing timing;
    private final SingleFlight<RenditionKey, Ending> flights = new SingleFlight<>(ClaimRegistry::concernsOnlyOneCaller);
    private final RenewalThreads timers = RenewalThreads.start();

    ClaimRegistry(RenditionLeases leases, RequestLimits limits, Timing timing) {
        this.leases = leases;
        this.limits = limits;
        this.timing = timing;
    }

    /** A leader's file that changed, its full disk, its deadline or a crash of its encoder say nothing of those who wait with the same bytes. */
    private static boolean concernsOnlyOneCaller(RuntimeException e) {
        return e instanceof SourceException
                || e instanceof BusyException
                || (e instanceof MediaException m && (m.isTransient() || m.kind() == MediaException.Kind.MACHINE));
    }

    /** How an attempt to claim a rendition ended. */
    sealed interface Attempt permits Claimed, Busy {}

    /** It is claimed. */
    record Claimed(Claim claim) implements Attempt {}

    /**
     * Another process makes it.
     *
     * @param inStore whether it is the store that says so
     */
    record Busy(boolean inStore) implements Attempt {}

    /** Its threads in this process. */
    SingleFlight<RenditionKey, Ending> flights() {
        return flights;
    }

    /** Claims it if nobody makes it. Does not wait. */
    Optional<Claim> tryClaim(RenditionRequest request, MissingRendition rendition) {
        Optional<SingleFlight<RenditionKey, Ending>.Lead> lead = flights.tryLead(rendition.key());
        if (lead.isEmpty()) {
            return Optional.empty();
        }
        Optional<Claim> claim = Optional.empty();
        try {
            claim = tryClaim(request, rendition, lead.get()) instanceof Claimed claimed
                    ? Optional.of(claimed.claim())
                    : Optional.empty();
            return claim;
        } finally {
            if (claim.isEmpty()) {
                lead.get().giveUp();
            }
        }
    }

    /** The same for the thread that has the lead in this process, and gives it up if another process is the maker. */
    Attempt tryClaim(
            RenditionRequest request, MissingRendition rendition, SingleFlight<RenditionKey, Ending>.Lead lead) {
        Duration ttl = ttl(request);
        RenditionLeases.Attempt attempt = leases.tryTake(rendition.key(), ttl);
        if (attempt instanceof RenditionLeases.Taken taken) {
            return new Claimed(claim(request, rendition, lead, taken.holding(), ttl));
        }
        return new Busy(attempt instanceof RenditionLeases.Busy busy && busy.inStore());
    }

    /** By a time that was computed before the leases were taken: none may be left behind because time ran out since. */
    private Claim claim(
            RenditionRequest request,
            MissingRendition rendition,
            SingleFlight<RenditionKey, Ending>.Lead lead,
            HeldLeases holding,
            Duration ttl) {
        try {
            LeaseRenewer renewer = new LeaseRenewer(leases, rendition.key(), holding, ttl, () -> ttl(request), timers);
            return new Claim(rendition, lead, renewer, leases);
        } catch (RuntimeException e) {
            leases.release(holding);
            throw e;
        }
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
