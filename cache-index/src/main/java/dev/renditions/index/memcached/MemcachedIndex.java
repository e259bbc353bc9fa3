package dev.renditions.index.memcached;

import dev.renditions.index.ArtifactIndex;
import dev.renditions.index.EntryCodec;
import dev.renditions.index.IndexKeys;
import dev.renditions.index.IndexUnavailableException;
import dev.renditions.index.Lease;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.RenditionLocation;
import dev.renditions.index.TimeToLive;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The index in Memcached. Every call ends within the budget of its settings, with an answer or with
 * {@link IndexUnavailableException}; a server that comes, or comes back, is used without further ado, within about a second.
 * Thread-safe; one for a process is enough.
 *
 * <p>Values are JSON, see {@link EntryCodec} and {@link dev.renditions.index.LeaseCodec}. Memcached counts whole seconds by
 * a clock that ticks once a second, so an entry may end up to a second early. A location without a stored form is not
 * recorded, which is said in the log once; such an entry counts as one that vanished at once.
 */
public final class MemcachedIndex implements ArtifactIndex {
    /** By how much a lease outlasts the call that publishes it, at least: memcached's clock cuts off up to a second. */
    private static final Duration MARGIN = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(MemcachedIndex.class);

    private final MemcachedSettings settings;
    private final Servers servers;
    private final Leases leases;
    private final AtomicBoolean saidTooLong = new AtomicBoolean();
    private volatile boolean closed;

    private MemcachedIndex(MemcachedSettings settings, Servers servers) {
        this.settings = settings;
        this.servers = servers;
        this.leases = new Leases(servers, settings.clock());
    }

    /**
     * Connects to the servers, waiting for them half a second at most. Never fails: while a server is absent, what would be
     * kept there is unavailable.
     */
    public static MemcachedIndex connect(MemcachedSettings settings) {
        return new MemcachedIndex(settings, Servers.connect(settings));
    }

    @Override
    public Optional<RenditionLocation> find(RenditionKey key) {
        return servers.gets(IndexKeys.location(key), begin()).flatMap(seen -> EntryCodec.decode(seen.getValue()));
    }

    @Override
    public void record(RenditionKey key, RenditionLocation location, Duration ttl) {
        write(key, location, new TimeToLive(ttl), begin());
    }

    @Override
    public boolean evict(RenditionKey key) {
        return servers.delete(IndexKeys.location(key), begin());
    }

    @Override
    public Optional<Lease> tryLease(RenditionKey key, Duration ttl) {
        return leases.take(key, new TimeToLive(ttl), begin());
    }

    @Override
    public Optional<Lease> renew(Lease lease, Duration ttl) {
        return leases.renew(lease, new TimeToLive(ttl), begin());
    }

    @Override
    public boolean publish(Lease lease, RenditionLocation location, Duration ttl) {
        TimeToLive life = new TimeToLive(ttl);
        Deadline deadline = begin();
        // Renewed, not read: the lease must not run out between the proof that it is held and the write.
        if (leases.renew(lease, whilePublishing(lease), deadline).isEmpty()) {
            return false;
        }
        write(lease.key(), location, life, deadline);
        try {
            leases.release(lease, deadline);
        } catch (IndexUnavailableException e) {
            LOG.debug("{} is recorded, its lease ends by itself", lease.key(), e);
        }
        return true;
    }

    @Override
    public boolean release(Lease lease) {
        return leases.release(lease, begin());
    }

    @Override
    public void close() {
        closed = true;
        servers.close();
    }

    private void write(RenditionKey key, RenditionLocation location, TimeToLive ttl, Deadline deadline) {
        Optional<byte[]> value = EntryCodec.encode(location);
        if (value.isPresent()) {
            int expiration = Expiration.of(ttl, settings.clock().instant());
            servers.set(IndexKeys.location(key), expiration, value.get(), deadline);
            return;
        }
        // What was recorded before is no longer true.
        servers.delete(IndexKeys.location(key), deadline);
        if (!saidTooLong.getAndSet(true)) {
            LOG.warn("{} is not recorded: its URI is too long; nor will others of its kind be", key);
        }
    }

    /** Above the budget of the call, and never less than the lease has left: its holder counts on that if a write fails. */
    private TimeToLive whilePublishing(Lease lease) {
        Instant now = settings.clock().instant();
        Duration left = Duration.between(now, lease.until());
        Duration call = settings.budget();
        return new TimeToLive((left.compareTo(call) > 0 ? left : call).plus(MARGIN));
    }

    private Deadline begin() {
        if (closed) {
            throw new IllegalStateException("the index is closed");
        }
        return Deadline.in(settings.budget());
    }
}
