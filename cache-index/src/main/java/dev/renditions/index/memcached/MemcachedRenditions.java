package dev.renditions.index.memcached;

import dev.renditions.index.IndexUnavailableException;
import dev.renditions.index.IndexedRendition;
import dev.renditions.index.IndexedRenditions;
import dev.renditions.index.Lease;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.RenditionLocation;
import dev.renditions.index.TimeToLive;
import dev.renditions.index.codec.EntryCodec;
import dev.renditions.index.codec.IndexKeys;
import dev.renditions.index.memcached.cluster.Deadline;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls that span locations, failures and leases, each with one deadline. */
final class MemcachedRenditions implements IndexedRenditions {
    /** How long a lease outlives the call that publishes it, at least: Memcached may expire it up to a second early. */
    private static final Duration MARGIN = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(MemcachedRenditions.class);

    private final SealedValues values;
    private final CallDeadlines deadlines;
    private final Clock clock;
    private final MemcachedLocations locations;
    private final MemcachedFailures failures;
    private final MemcachedLeases leases;

    MemcachedRenditions(
            SealedValues values,
            CallDeadlines deadlines,
            Clock clock,
            MemcachedLocations locations,
            MemcachedFailures failures,
            MemcachedLeases leases) {
        this.values = values;
        this.deadlines = deadlines;
        this.clock = clock;
        this.locations = locations;
        this.failures = failures;
        this.leases = leases;
    }

    @Override
    public Map<RenditionKey, IndexedRendition> findAll(Set<RenditionKey> keys) {
        List<String> texts = keys.stream()
                .flatMap(key -> Stream.of(IndexKeys.location(key), IndexKeys.failure(key)))
                .toList();
        Map<String, byte[]> payloads = values.payloads(texts, deadlines.begin());
        return keys.stream().collect(Collectors.toMap(Function.identity(), key -> rendition(key, payloads)));
    }

    private IndexedRendition rendition(RenditionKey key, Map<String, byte[]> payloads) {
        return new IndexedRendition(
                Optional.ofNullable(payloads.get(IndexKeys.location(key))).flatMap(EntryCodec::decode),
                Optional.ofNullable(payloads.get(IndexKeys.failure(key))).flatMap(failures::decode));
    }

    @Override
    public boolean evict(RenditionKey key) {
        Deadline deadline = deadlines.beginPatiently();
        boolean location = locations.evict(key, deadline);
        boolean failure = failures.evict(key, deadline);
        return location || failure;
    }

    @Override
    public boolean publish(Lease lease, RenditionLocation location, Duration ttl) {
        RenditionKey rendition = lease.rendition();
        TimeToLive life = new TimeToLive(ttl);
        Deadline deadline = deadlines.beginPatiently();
        // Renewed, not read: the lease must not expire between this check and the write.
        if (!leases.prolong(lease, whilePublishing(lease), deadline)) {
            return false;
        }
        locations.record(rendition, location, life, deadline);
        try {
            leases.release(lease, deadline);
        } catch (IndexUnavailableException e) {
            LOG.debug("{} is recorded, but its lease was not released and will expire", rendition, e);
        }
        return true;
    }

    /**
     * Longer than the call may take, and at least the remaining time of the lease, which its holder relies on if a
     * write fails.
     */
    private TimeToLive whilePublishing(Lease lease) {
        Instant now = clock.instant();
        Duration left = Duration.between(now, lease.until());
        Duration call = deadlines.patience();
        return new TimeToLive((left.compareTo(call) > 0 ? left : call).plus(MARGIN));
    }
}
