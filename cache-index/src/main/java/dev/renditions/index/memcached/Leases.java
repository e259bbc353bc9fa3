package dev.renditions.index.memcached;

import dev.renditions.index.IndexKeys;
import dev.renditions.index.IndexUnavailableException;
import dev.renditions.index.Lease;
import dev.renditions.index.LeaseCodec;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.TimeToLive;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import net.spy.memcached.CASValue;

/**
 * Leases as values that are only ever added, or swapped by whoever read them: no writer can undo another's. Every loop here
 * ends, since it goes round only when somebody else changed the value in between, and by the deadline at the latest.
 */
final class Leases {
    /** How far the clocks of two workers may be apart before one takes the other's lease for a forgotten one. */
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

    private static final byte[] NOTHING = {};

    private final Servers servers;
    private final Clock clock;

    Leases(Servers servers, Clock clock) {
        this.servers = servers;
        this.clock = clock;
    }

    Optional<Lease> take(RenditionKey key, TimeToLive ttl, Deadline deadline) {
        Lease mine = new Lease(key, UUID.randomUUID().toString(), ttl.endFrom(clock.instant()));
        while (true) {
            if (add(mine, ttl, deadline)) {
                return Optional.of(mine);
            }
            Optional<CASValue<byte[]>> seen = read(key, deadline);
            if (seen.isEmpty()) {
                continue;
            }
            if (isHeld(key, seen.get())) {
                return Optional.empty();
            }
            if (swap(mine, seen.get(), ttl, deadline)) {
                return Optional.of(mine);
            }
        }
    }

    Optional<Lease> renew(Lease lease, TimeToLive ttl, Deadline deadline) {
        Lease renewed = new Lease(lease.key(), lease.token(), ttl.endFrom(clock.instant()));
        while (true) {
            Optional<CASValue<byte[]>> seen = readOwn(lease, deadline);
            if (seen.isEmpty()) {
                return Optional.empty();
            }
            if (swap(renewed, seen.get(), ttl, deadline)) {
                return Optional.of(renewed);
            }
        }
    }

    /** Ends a lease by a swap for nothing that ends at once: a plain delete could hit the lease of the next holder. */
    boolean release(Lease lease, Deadline deadline) {
        String key = IndexKeys.lease(lease.key());
        while (true) {
            Optional<CASValue<byte[]>> seen = readOwn(lease, deadline);
            if (seen.isEmpty()) {
                return false;
            }
            if (servers.swap(key, seen.get(), Expiration.AT_ONCE, NOTHING, deadline)) {
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
            Optional<Lease> holder = holder(mine.key(), deadline, unknown);
            if (holder.isPresent()) {
                return holder.get().token().equals(mine.token());
            }
            // The first may arrive only now; then the second is refused for a lease that is one's own.
            return addOnce(mine, ttl, deadline)
                    || holder(mine.key(), deadline, unknown)
                            .filter(late -> late.token().equals(mine.token()))
                            .isPresent();
        }
    }

    private boolean addOnce(Lease mine, TimeToLive ttl, Deadline deadline) {
        return servers.add(IndexKeys.lease(mine.key()), expiration(ttl), LeaseCodec.encode(mine), deadline);
    }

    private Optional<Lease> holder(RenditionKey key, Deadline deadline, IndexUnavailableException unknown) {
        try {
            return read(key, deadline).flatMap(seen -> LeaseCodec.decode(key, seen.getValue()));
        } catch (IndexUnavailableException e) {
            unknown.addSuppressed(e);
            throw unknown;
        }
    }

    /**
     * Whether a value keeps others out. One that can't be read does not, nor one that ended long ago by its own account:
     * memcached keeps a value without an expiration for good, and nobody would ever release it.
     */
    private boolean isHeld(RenditionKey key, CASValue<byte[]> seen) {
        return LeaseCodec.decode(key, seen.getValue())
                .filter(lease -> lease.until().plus(CLOCK_SKEW).isAfter(clock.instant()))
                .isPresent();
    }

    private Optional<CASValue<byte[]>> readOwn(Lease lease, Deadline deadline) {
        return read(lease.key(), deadline)
                .filter(seen -> LeaseCodec.decode(lease.key(), seen.getValue())
                        .filter(held -> held.token().equals(lease.token()))
                        .isPresent());
    }

    private Optional<CASValue<byte[]>> read(RenditionKey key, Deadline deadline) {
        return servers.gets(IndexKeys.lease(key), deadline);
    }

    private boolean swap(Lease lease, CASValue<byte[]> seen, TimeToLive ttl, Deadline deadline) {
        String key = IndexKeys.lease(lease.key());
        return servers.swap(key, seen, expiration(ttl), LeaseCodec.encode(lease), deadline);
    }

    private int expiration(TimeToLive ttl) {
        return Expiration.of(ttl, clock.instant());
    }
}
