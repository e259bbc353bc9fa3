package dev.renditions.service.index;

import dev.renditions.index.Lease;
import dev.renditions.index.LeaseKey;
import dev.renditions.index.Leases;
import dev.renditions.index.TrackId;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Leases in the index. They guard nothing while it does not answer; see {@link FailSoftIndex}. */
public final class FailSoftLeases {
    private final Leases leases;
    private final OutageGuard guard;

    FailSoftLeases(Leases leases, OutageGuard guard) {
        this.leases = leases;
        this.guard = guard;
    }

    /** The result of an attempt to take a lease. */
    public sealed interface Attempt permits Held, Busy, Unguarded {}

    /** This worker has the lease. */
    public record Held(Lease lease) implements Attempt {}

    /** Another worker has it. */
    public enum Busy implements Attempt {
        /** The only instance. */
        INSTANCE
    }

    /** The index does not answer, so the holder is unknown. */
    public enum Unguarded implements Attempt {
        /** The only instance. */
        INSTANCE
    }

    /**
     * Takes a lease. Tries even if the request already had a timeout: a second encode costs more than a second timeout. Only the
     * leases of tracks are not tried then: there are several, and the lease of the rendition has been tried before. A lease that
     * this process has seen stays with its holder meanwhile: that one may not have noticed an outage that was short.
     */
    public Attempt tryLease(LeaseKey key, Duration ttl) {
        Supplier<Attempt> attempt = attempt(() -> leases.tryLease(key, ttl));
        IndexAnswer<Attempt> answer = key instanceof TrackId
                ? guard.askPatiently(attempt, Unguarded.INSTANCE)
                : guard.askOnceMore(attempt, Unguarded.INSTANCE);
        return answer.value() == Unguarded.INSTANCE && leases.wasSeen(key) ? Busy.INSTANCE : answer.value();
    }

    /** Renews a lease, or takes it again if it disappeared. */
    public Attempt renew(Lease lease, Duration ttl) {
        return guard.askPatiently(attempt(() -> leases.renew(lease, ttl)), Unguarded.INSTANCE)
                .value();
    }

    /**
     * Ends a lease, even if the request already had a timeout. The interrupt flag is cleared during the call, since a client may
     * refuse to send on an interrupted thread. Otherwise other workers would wait until the lease expires.
     */
    public void release(Lease lease) {
        boolean interrupted = Thread.interrupted();
        try {
            guard.askOnceMore(() -> leases.release(lease), false);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Whether the leases guard against other processes. */
    public boolean isShared() {
        return leases.isShared();
    }

    private static Supplier<Attempt> attempt(Supplier<Optional<Lease>> call) {
        return () -> call.get().<Attempt>map(Held::new).orElse(Busy.INSTANCE);
    }
}
