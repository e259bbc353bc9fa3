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
 * Lets one worker at a time make a rendition: one thread of this process, and one process among all that share index or store.
 * Thread-safe.
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

    /** Whether a failure does not apply to waiters: a changed file, a full disk, a deadline, or a crash of the encoder. */
    private static boolean concernsOnlyOneCaller(RuntimeException e) {
        return e instanceof SourceException
                || e instanceof BusyException
                || (e instanceof MediaException m && (m.isTransient() || m.kind() == MediaException.Kind.MACHINE));
    }

    /** The result of an attempt to claim a rendition. */
    sealed interface Attempt permits Claimed, Busy {}

    /** The rendition is claimed. */
    record Claimed(Claim claim) implements Attempt {}

    /**
     * Another process makes the rendition.
     *
     * @param inStore whether that process has the lease in the store
     */
    record Busy(boolean inStore) implements Attempt {}

    /** The leads and waiters in this process. */
    SingleFlight<RenditionKey, Ending> flights() {
        return flights;
    }

    /** Claims a rendition if no other worker makes it. Does not wait. */
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

    /** The same for the thread that has the lead in this process. It gives the lead up if another process makes the rendition. */
    Attempt tryClaim(
            RenditionRequest request, MissingRendition rendition, SingleFlight<RenditionKey, Ending>.Lead lead) {
        Duration ttl = ttl(request);
        RenditionLeases.Attempt attempt = leases.tryTake(rendition.key(), ttl);
        if (attempt instanceof RenditionLeases.Taken taken) {
            return new Claimed(claim(request, rendition, lead, taken.holding(), ttl));
        }
        return new Busy(attempt instanceof RenditionLeases.Busy busy && busy.inStore());
    }

    /** The time to live is computed before the leases are taken. If time has run out since, no lease may be left. */
    private Claim claim(
            RenditionRequest request,
            MissingRendition rendition,
            SingleFlight<RenditionKey, Ending>.Lead lead,
            HeldLeases holding,
            Duration ttl) {
        LeaseRenewer renewer = LeaseRenewer.start(leases, rendition.key(), holding, ttl, () -> ttl(request), timers);
        return new Claim(rendition, lead, renewer, leases);
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
