package dev.renditions.index.memory;

import dev.renditions.index.Lease;
import dev.renditions.index.LeaseKey;
import dev.renditions.index.Leases;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

record MemoryLeases(TimedCache<LeaseKey, Lease> entries) implements Leases {
    @Override
    public Optional<Lease> tryLease(LeaseKey key, Duration ttl) {
        TimedCache.Timed<Lease> mine = lease(key, UUID.randomUUID().toString(), ttl);
        return entries.putIfAbsent(key, mine) ? Optional.of(mine.value()) : Optional.empty();
    }

    @Override
    public Optional<Lease> renew(Lease lease, Duration ttl) {
        TimedCache.Timed<Lease> renewed = lease(lease.key(), lease.token(), ttl);
        Lease now = entries.merge(lease.key(), renewed, (held, mine) -> isHolder(lease, held.value()) ? mine : held);
        return isHolder(lease, now) ? Optional.of(renewed.value()) : Optional.empty();
    }

    @Override
    public boolean release(Lease lease) {
        return end(lease, () -> {});
    }

    /** There is none to remember: this index always answers. */
    @Override
    public boolean wasSeen(LeaseKey key) {
        return false;
    }

    @Override
    public boolean isShared() {
        return false;
    }

    /** Atomically runs an action and ends a lease, if its token still holds it. */
    boolean end(Lease lease, Runnable before) {
        return entries.removeIf(lease.key(), held -> isHolder(lease, held), before);
    }

    private static boolean isHolder(Lease lease, Lease held) {
        return held.token().equals(lease.token());
    }

    private TimedCache.Timed<Lease> lease(LeaseKey key, String token, Duration ttl) {
        Lease lease = new Lease(key, token, entries.end(ttl));
        return new TimedCache.Timed<>(lease, lease.until());
    }
}
