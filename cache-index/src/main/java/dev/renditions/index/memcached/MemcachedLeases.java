package dev.renditions.index.memcached;

import dev.renditions.index.IndexUnavailableException;
import dev.renditions.index.Lease;
import dev.renditions.index.LeaseKey;
import dev.renditions.index.Leases;
import dev.renditions.index.TimeToLive;
import dev.renditions.index.codec.IndexKeys;
import dev.renditions.index.codec.LeaseCodec;
import dev.renditions.index.memcached.cluster.Deadline;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * Leases as values that are written only by add or compare-and-swap, so that no writer overwrites the change of
 * another. Every loop here ends: it repeats only if another worker changed the value in between, and not after the
 * deadline.
 *
 * <p>A value may vanish before its lease ends: Memcached evicts it, is flushed or restarted, or another server takes
 * over the key. The holder adds it again at its next renewal. Until then, workers that saw the lease treat it as held
 * ({@link ObservedLeases}). So that they notice a release, a released lease leaves a mark for a few seconds.
 */
final class MemcachedLeases implements Leases {
    /**
     * How long a lease still counts after its own end. Memcached expires leases itself, independent of the workers'
     * clocks, so this matters only for a value stored without expiration. Longer than clocks differ.
     */
    private static final Duration FORGOTTEN = Duration.ofDays(1);

    /** Longer than the polling interval of a waiter. */
    private static final Duration MARKED = Duration.ofSeconds(5);

    private static final byte[] RELEASED = {};

    private final SealedValues values;
    private final CallDeadlines deadlines;
    private final Clock clock;
    private final ObservedLeases seen;

    /** @param stale how long a lease counts without renewal, see {@link ObservedLeases#isStale} */
    MemcachedLeases(SealedValues values, CallDeadlines deadlines, Clock clock, Duration stale) {
        this.values = values;
        this.deadlines = deadlines;
        this.clock = clock;
        this.seen = new ObservedLeases(clock, stale, System::nanoTime);
    }

    @Override
    public Optional<Lease> tryLease(LeaseKey key, Duration ttl) {
        TimeToLive life = new TimeToLive(ttl);
        Deadline deadline = deadlines.beginPatiently();
        try {
            return takeNow(new Lease(key, UUID.randomUUID().toString(), life.endFrom(clock.instant())), life, deadline);
        } catch (IndexUnavailableException e) {
            if (seen.isHeld(key)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Optional<Lease> takeNow(Lease mine, TimeToLive ttl, Deadline deadline) {
        while (true) {
            boolean held = seen.isHeld(mine.key());
            if (!held && add(mine, ttl, deadline)) {
                return Optional.of(mine);
            }
            Optional<SealedValues.Found> value = read(mine.key(), deadline);
            if (value.isEmpty()) {
                if (held) {
                    return Optional.empty();
                }
                continue;
            }
            Optional<Lease> holder = holder(mine.key(), value.get()).filter(lease -> !seen.isStale(lease));
            if (holder.isPresent()) {
                seen.saw(holder.get(), ttl.duration());
                return Optional.empty();
            }
            seen.forget(mine.key());
            if (swap(mine, value.get(), ttl, deadline)) {
                return Optional.of(mine);
            }
        }
    }

    @Override
    public Optional<Lease> renew(Lease lease, Duration ttl) {
        TimeToLive life = new TimeToLive(ttl);
        Deadline deadline = deadlines.beginPatiently();
        Lease renewed = new Lease(lease.key(), lease.token(), life.endFrom(clock.instant()));
        while (true) {
            Optional<SealedValues.Found> value = read(lease.key(), deadline);
            if (value.flatMap(found -> holder(lease.key(), found))
                    .filter(holder -> !holder.token().equals(lease.token()))
                    .isPresent()) {
                return Optional.empty();
            }
            boolean written =
                    value.isPresent() ? swap(renewed, value.get(), life, deadline) : add(renewed, life, deadline);
            if (written) {
                return Optional.of(renewed);
            }
        }
    }

    /** Renews a lease if its value still exists. */
    boolean prolong(Lease lease, TimeToLive ttl, Deadline deadline) {
        Lease renewed = new Lease(lease.key(), lease.token(), ttl.endFrom(clock.instant()));
        while (true) {
            Optional<SealedValues.Found> value = readOwn(lease, deadline);
            if (value.isEmpty()) {
                return false;
            }
            if (swap(renewed, value.get(), ttl, deadline)) {
                return true;
            }
        }
    }

    @Override
    public boolean release(Lease lease) {
        return release(lease, deadlines.beginPatiently());
    }

    @Override
    public boolean wasSeen(LeaseKey key) {
        return seen.isHeld(key);
    }

    @Override
    public boolean isShared() {
        return true;
    }

    /** Ends a lease by swapping it for a short-lived mark: a plain delete could remove the lease of the next holder. */
    boolean release(Lease lease, Deadline deadline) {
        String key = IndexKeys.lease(lease.key());
        seen.forget(lease.key());
        while (true) {
            Optional<SealedValues.Found> value = readOwn(lease, deadline);
            if (value.isEmpty()) {
                return false;
            }
            if (values.swap(key, value.get(), expiration(new TimeToLive(MARKED)), RELEASED, deadline)) {
                return true;
            }
        }
    }

    /**
     * Adds a lease. An unanswered add may have been applied, so the current holder is read afterwards. If there is
     * none, the lease is added once more: a connection that broke while idle has been replaced by then.
     */
    private boolean add(Lease mine, TimeToLive ttl, Deadline deadline) {
        try {
            return addOnce(mine, ttl, deadline.half());
        } catch (IndexUnavailableException unknown) {
            Optional<Lease> holder = holderAfter(unknown, mine.key(), deadline);
            if (holder.isPresent()) {
                return holder.get().token().equals(mine.token());
            }
            // The first add may arrive only now; then the second is refused because of the caller's own lease.
            return addOnce(mine, ttl, deadline)
                    || holderAfter(unknown, mine.key(), deadline)
                            .filter(late -> late.token().equals(mine.token()))
                            .isPresent();
        }
    }

    private boolean addOnce(Lease mine, TimeToLive ttl, Deadline deadline) {
        return values.add(IndexKeys.lease(mine.key()), expiration(ttl), LeaseCodec.encode(mine), deadline);
    }

    private Optional<Lease> holderAfter(IndexUnavailableException unknown, LeaseKey key, Deadline deadline) {
        try {
            return read(key, deadline).flatMap(seen -> lease(key, seen));
        } catch (IndexUnavailableException e) {
            unknown.addSuppressed(e);
            throw unknown;
        }
    }

    /** The lease that a value holds; empty if the value is unreadable or its lease ended long ago. */
    private Optional<Lease> holder(LeaseKey key, SealedValues.Found value) {
        return lease(key, value).filter(lease -> lease.until().plus(FORGOTTEN).isAfter(clock.instant()));
    }

    private static Optional<Lease> lease(LeaseKey key, SealedValues.Found value) {
        return value.payload().flatMap(payload -> LeaseCodec.decode(key, payload));
    }

    private Optional<SealedValues.Found> readOwn(Lease lease, Deadline deadline) {
        return read(lease.key(), deadline)
                .filter(seen -> lease(lease.key(), seen)
                        .filter(held -> held.token().equals(lease.token()))
                        .isPresent());
    }

    private Optional<SealedValues.Found> read(LeaseKey key, Deadline deadline) {
        return values.find(IndexKeys.lease(key), deadline);
    }

    private boolean swap(Lease lease, SealedValues.Found seen, TimeToLive ttl, Deadline deadline) {
        String key = IndexKeys.lease(lease.key());
        return values.swap(key, seen, expiration(ttl), LeaseCodec.encode(lease), deadline);
    }

    private int expiration(TimeToLive ttl) {
        return Expiration.of(ttl, clock.instant());
    }
}
