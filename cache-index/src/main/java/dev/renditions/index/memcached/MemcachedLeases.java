package dev.renditions.index.memcached;

import dev.renditions.index.IndexUnavailableException;
import dev.renditions.index.Lease;
import dev.renditions.index.Leases;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.TimeToLive;
import dev.renditions.index.codec.IndexKeys;
import dev.renditions.index.codec.LeaseCodec;
import dev.renditions.index.memcached.cluster.Deadline;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * Leases as values that are only ever added, or swapped by whoever read them: no writer can undo another's. Every loop here
 * ends, since it goes round only when somebody else changed the value in between, and by the deadline at the latest.
 *
 * <p>A value may vanish before its lease ends: memcached evicts it, is flushed or restarted, or another server takes over the
 * key. The holder adds it again at its next renewal. Until then whoever saw the lease takes it as held ({@link ObservedLeases}); so
 * a lease that is released leaves a mark for as long as those who wait need to see it.
 */
final class MemcachedLeases implements Leases {
    /**
     * How long after its end by its own account a lease still counts: memcached ends leases itself, whatever the clocks say,
     * so this is only for a value that it was told to keep for good. Longer than clocks are apart.
     */
    private static final Duration FORGOTTEN = Duration.ofDays(1);

    /** Longer than the pause between two looks of one who waits for the lease. */
    private static final Duration MARKED = Duration.ofSeconds(5);

    private static final byte[] RELEASED = {};

    private final SealedValues values;
    private final CallDeadlines deadlines;
    private final Clock clock;
    private final ObservedLeases seen;

    /** @param stale how long a lease counts that is not renewed, see {@link ObservedLeases#isStale} */
    MemcachedLeases(SealedValues values, CallDeadlines deadlines, Clock clock, Duration stale) {
        this.values = values;
        this.deadlines = deadlines;
        this.clock = clock;
        this.seen = new ObservedLeases(clock, stale, System::nanoTime);
    }

    @Override
    public Optional<Lease> tryLease(RenditionKey key, Duration ttl) {
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

    /** Renews a lease that is still there. */
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
    public boolean isShared() {
        return true;
    }

    /** Ends a lease by a swap for a mark that ends soon: a plain delete could hit the lease of the next holder. */
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
     * Adds a lease. An add without an answer may have been applied all the same, so it is asked who holds it now. If nobody
     * does, it is added once more: a connection that broke while it was idle is a new one by then.
     */
    private boolean add(Lease mine, TimeToLive ttl, Deadline deadline) {
        try {
            return addOnce(mine, ttl, deadline.half());
        } catch (IndexUnavailableException unknown) {
            Optional<Lease> holder = holderAfter(unknown, mine.key(), deadline);
            if (holder.isPresent()) {
                return holder.get().token().equals(mine.token());
            }
            // The first may arrive only now; then the second is refused for a lease that is one's own.
            return addOnce(mine, ttl, deadline)
                    || holderAfter(unknown, mine.key(), deadline)
                            .filter(late -> late.token().equals(mine.token()))
                            .isPresent();
        }
    }

    private boolean addOnce(Lease mine, TimeToLive ttl, Deadline deadline) {
        return values.add(IndexKeys.lease(mine.key()), expiration(ttl), LeaseCodec.encode(mine), deadline);
    }

    private Optional<Lease> holderAfter(IndexUnavailableException unknown, RenditionKey key, Deadline deadline) {
        try {
            return read(key, deadline).flatMap(seen -> lease(key, seen));
        } catch (IndexUnavailableException e) {
            unknown.addSuppressed(e);
            throw unknown;
        }
    }

    /** Whose lease a value is; absent if it keeps nobody out, as what does not open, can't be read, or nobody ends any more. */
    private Optional<Lease> holder(RenditionKey key, SealedValues.Found value) {
        return lease(key, value).filter(lease -> lease.until().plus(FORGOTTEN).isAfter(clock.instant()));
    }

    private static Optional<Lease> lease(RenditionKey key, SealedValues.Found value) {
        return value.payload().flatMap(payload -> LeaseCodec.decode(key, payload));
    }

    private Optional<SealedValues.Found> readOwn(Lease lease, Deadline deadline) {
        return read(lease.key(), deadline)
                .filter(seen -> lease(lease.key(), seen)
                        .filter(held -> held.token().equals(lease.token()))
                        .isPresent());
    }

    private Optional<SealedValues.Found> read(RenditionKey key, Deadline deadline) {
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
