package dev.renditions.index.memcached;

import dev.renditions.index.AnalysisKey;
import dev.renditions.index.ArtifactIndex;
import dev.renditions.index.ContentHash;
import dev.renditions.index.Counter;
import dev.renditions.index.IndexUnavailableException;
import dev.renditions.index.IndexedRendition;
import dev.renditions.index.Lease;
import dev.renditions.index.Permission;
import dev.renditions.index.PermissionKey;
import dev.renditions.index.RecordedFailure;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.RenditionLocation;
import dev.renditions.index.SourceVersion;
import dev.renditions.index.TimeToLive;
import dev.renditions.index.codec.AnalysisCodec;
import dev.renditions.index.codec.ContentCodec;
import dev.renditions.index.codec.EntryCodec;
import dev.renditions.index.codec.FailureCodec;
import dev.renditions.index.codec.IndexKeys;
import dev.renditions.index.codec.PermissionCodec;
import dev.renditions.index.codec.Seal;
import dev.renditions.index.memcached.cluster.Deadline;
import dev.renditions.index.memcached.cluster.HostPort;
import dev.renditions.index.memcached.cluster.MemcachedCluster;
import dev.renditions.index.memcached.cluster.MemcachedSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The index in Memcached. Every call ends within a time of its settings, beside what its seal takes, with an answer or with
 * {@link IndexUnavailableException}: look-ups, and records of what a request found, within the budget; leases, counts,
 * evictions and {@link #recordIfAbsent}, which fills an index, within the patience. A server that comes, or comes back, is used without further ado, within about a second.
 * Thread-safe; one for a process is enough.
 *
 * <p>Values are JSON, see {@link dev.renditions.index.codec.EntryCodec}, {@link dev.renditions.index.codec.LeaseCodec},
 * {@link FailureCodec}, {@link ContentCodec} and {@link PermissionCodec}, and sealed, see {@link Seal}; counts are decimal text. Memcached counts whole seconds by a clock that
 * ticks once a second, so an entry may end up to a second early. A location without a stored form is not recorded, which is
 * said in the log once; such an entry counts as one that vanished at once. To count takes two round trips, the first count
 * of a window up to four.
 */
public final class MemcachedIndex implements ArtifactIndex {
    /** By how much a lease outlasts the call that publishes it, at least: memcached's clock cuts off up to a second. */
    private static final Duration MARGIN = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(MemcachedIndex.class);

    private final MemcachedSettings settings;
    private final MemcachedCluster servers;
    private final SealedValues values;
    private final MemcachedLocations locations;
    private final MemcachedLeases leases;
    private final MemcachedCounters counts;
    private volatile boolean closed;

    private MemcachedIndex(MemcachedSettings settings, MemcachedCluster servers, Supplier<Seal> seal) {
        this.settings = settings;
        this.servers = servers;
        this.values = new SealedValues(servers, seal);
        this.locations = new MemcachedLocations(values, settings.clock());
        this.leases = new MemcachedLeases(values, settings.clock(), settings.staleLeases());
        this.counts = new MemcachedCounters(servers, settings.clock());
    }

    /**
     * Connects to the servers, waiting for them a second at most. Never fails: while a server is absent, what would be
     * kept there is unavailable.
     *
     * @param seal what values are sealed with; all who share the servers seal with the same. Asked for each value that is found
     *     or written; may throw {@link IndexUnavailableException}, which the call throws then. A call takes as much longer as
     *     this takes
     */
    public static MemcachedIndex connect(MemcachedSettings settings, Supplier<Seal> seal) {
        return new MemcachedIndex(settings, MemcachedCluster.connect(settings), seal);
    }

    /** The same with another interval between two questions which servers a cluster has. */
    static MemcachedIndex connect(MemcachedSettings settings, Supplier<Seal> seal, Duration discoveryInterval) {
        return new MemcachedIndex(
                settings, MemcachedCluster.connect(settings, discoveryInterval, System::nanoTime), seal);
    }

    @Override
    public Optional<RenditionLocation> find(RenditionKey key) {
        return locations.find(key, begin());
    }

    @Override
    public void record(RenditionKey key, RenditionLocation location, Duration ttl) {
        locations.record(key, location, new TimeToLive(ttl), begin());
    }

    @Override
    public boolean recordIfAbsent(RenditionKey key, RenditionLocation location, Duration ttl) {
        return locations.recordIfAbsent(key, location, new TimeToLive(ttl), beginPatiently());
    }

    @Override
    public boolean evict(RenditionKey key) {
        Deadline deadline = beginPatiently();
        boolean location = servers.delete(IndexKeys.location(key), deadline);
        boolean failure = servers.delete(IndexKeys.failure(key), deadline);
        return location || failure;
    }

    @Override
    public Optional<RecordedFailure> findFailure(RenditionKey key) {
        return values.payload(IndexKeys.failure(key), begin()).flatMap(this::failure);
    }

    @Override
    public Map<RenditionKey, IndexedRendition> findAll(Set<RenditionKey> keys) {
        Map<String, byte[]> payloads = values.payloads(
                keys.stream()
                        .flatMap(key -> Stream.of(IndexKeys.location(key), IndexKeys.failure(key)))
                        .toList(),
                begin());
        return keys.stream().collect(Collectors.toMap(Function.identity(), key -> remembered(key, payloads)));
    }

    private IndexedRendition remembered(RenditionKey key, Map<String, byte[]> payloads) {
        return new IndexedRendition(
                Optional.ofNullable(payloads.get(IndexKeys.location(key))).flatMap(EntryCodec::decode),
                Optional.ofNullable(payloads.get(IndexKeys.failure(key))).flatMap(this::failure));
    }

    private Optional<RecordedFailure> failure(byte[] payload) {
        return FailureCodec.decode(payload, settings.clock().instant());
    }

    @Override
    public void recordFailure(RenditionKey key, RecordedFailure failure, Duration ttl) {
        values.set(IndexKeys.failure(key), expiration(ttl), FailureCodec.encode(failure, end(ttl)), begin());
    }

    @Override
    public Optional<ContentHash> findContent(SourceVersion source) {
        return values.payload(IndexKeys.content(source), begin()).flatMap(ContentCodec::decode);
    }

    @Override
    public void recordContent(SourceVersion source, ContentHash content, Duration ttl) {
        values.set(IndexKeys.content(source), expiration(ttl), ContentCodec.encode(content), begin());
    }

    @Override
    public boolean evictContent(SourceVersion source) {
        return servers.delete(IndexKeys.content(source), beginPatiently());
    }

    @Override
    public Optional<String> findAnalysis(AnalysisKey key) {
        return values.payload(IndexKeys.analysis(key), begin()).flatMap(AnalysisCodec::decode);
    }

    @Override
    public void recordAnalysis(AnalysisKey key, String json, Duration ttl) {
        int expiration = expiration(ttl);
        AnalysisCodec.encode(json).ifPresent(value -> values.set(IndexKeys.analysis(key), expiration, value, begin()));
    }

    @Override
    public Optional<Permission> findPermission(PermissionKey key) {
        return values.payload(IndexKeys.permission(key), begin())
                .flatMap(payload ->
                        PermissionCodec.decode(payload, settings.clock().instant()));
    }

    @Override
    public void recordPermission(PermissionKey key, Permission permission, Duration ttl) {
        values.set(IndexKeys.permission(key), expiration(ttl), PermissionCodec.encode(permission, end(ttl)), begin());
    }

    @Override
    public long count(Counter counter) {
        return counts.count(counter, beginPatiently());
    }

    @Override
    public boolean forget(Counter counter) {
        return servers.delete(IndexKeys.count(counter, settings.clock().instant()), beginPatiently());
    }

    @Override
    public Optional<Lease> tryLease(RenditionKey key, Duration ttl) {
        return leases.take(key, new TimeToLive(ttl), beginPatiently());
    }

    @Override
    public Optional<Lease> renew(Lease lease, Duration ttl) {
        return leases.renew(lease, new TimeToLive(ttl), beginPatiently());
    }

    @Override
    public boolean publish(Lease lease, RenditionLocation location, Duration ttl) {
        TimeToLive life = new TimeToLive(ttl);
        Deadline deadline = beginPatiently();
        // Renewed, not read: the lease must not run out between the proof that it is held and the write.
        if (!leases.prolong(lease, whilePublishing(lease), deadline)) {
            return false;
        }
        locations.record(lease.key(), location, life, deadline);
        try {
            leases.release(lease, deadline);
        } catch (IndexUnavailableException e) {
            LOG.debug("{} is recorded, its lease ends by itself", lease.key(), e);
        }
        return true;
    }

    @Override
    public boolean release(Lease lease) {
        return leases.release(lease, beginPatiently());
    }

    /**
     * What the servers say of themselves, one after the other. Those that give no answer within the budget of a call are there
     * without figures; so this never throws {@link IndexUnavailableException}.
     */
    public List<ServerStatistics> statistics() {
        begin();
        return servers.nodes().stream()
                .map(node -> new ServerStatistics(
                        HostPort.of(node.server()), ServerStatistics.Figures.of(node.statistics(begin()))))
                .toList();
    }

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public long unopened() {
        return values.unopened();
    }

    @Override
    public void close() {
        closed = true;
        servers.close();
    }

    private Instant end(Duration ttl) {
        return new TimeToLive(ttl).endFrom(settings.clock().instant());
    }

    private int expiration(Duration ttl) {
        return Expiration.of(new TimeToLive(ttl), settings.clock().instant());
    }

    /** Above the budget of the call, and never less than the lease has left: its holder counts on that if a write fails. */
    private TimeToLive whilePublishing(Lease lease) {
        Instant now = settings.clock().instant();
        Duration left = Duration.between(now, lease.until());
        Duration call = settings.patience();
        return new TimeToLive((left.compareTo(call) > 0 ? left : call).plus(MARGIN));
    }

    /** For what a request can do without: whoever looks something up goes on without an answer. */
    private Deadline begin() {
        checkOpen();
        return Deadline.in(settings.budget());
    }

    /** For what costs more to lose than to wait for: without a lease there is another encode. */
    private Deadline beginPatiently() {
        checkOpen();
        return Deadline.patient(settings.patience());
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the index is closed");
        }
    }
}
