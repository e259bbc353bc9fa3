package dev.renditions.index.memcached;

import dev.renditions.index.Analyses;
import dev.renditions.index.ArtifactIndex;
import dev.renditions.index.ContentHashes;
import dev.renditions.index.Counters;
import dev.renditions.index.IndexUnavailableException;
import dev.renditions.index.IndexedRenditions;
import dev.renditions.index.Leases;
import dev.renditions.index.Permissions;
import dev.renditions.index.RecordedFailures;
import dev.renditions.index.RenditionLocations;
import dev.renditions.index.TrackLocations;
import dev.renditions.index.codec.Seal;
import dev.renditions.index.memcached.cluster.HostPort;
import dev.renditions.index.memcached.cluster.MemcachedCluster;
import dev.renditions.index.memcached.cluster.MemcachedSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * The index in Memcached. Every call ends within a configured time, plus the time to obtain the seal, with an answer or
 * with {@link IndexUnavailableException}. Look-ups and the records of what a request found have the budget as their
 * limit; leases, counts, evictions and {@code recordIfAbsent}, which fills an index, have the patience. A server that starts or recovers is used automatically within about a second. Thread-safe; a process needs
 * one instance.
 *
 * <p>Values are JSON, see {@link dev.renditions.index.codec}, and sealed, see {@link Seal}; counts are decimal text.
 * Memcached's clock ticks once a second, so an entry may end up to a second early. A location without a stored form is
 * not recorded, as if it had vanished at once; this is logged once. A count takes two round trips, the first count of a
 * window up to four.
 */
public final class MemcachedIndex implements ArtifactIndex {
    private final MemcachedCluster servers;
    private final SealedValues values;
    private final CallDeadlines deadlines;
    private final MemcachedLocations locations;
    private final MemcachedFailures failures;
    private final MemcachedTracks tracks;
    private final MemcachedLeases leases;
    private final MemcachedRenditions renditions;
    private final MemcachedContentHashes contentHashes;
    private final MemcachedAnalyses analyses;
    private final MemcachedPermissions permissions;
    private final MemcachedCounters counters;

    private MemcachedIndex(MemcachedSettings settings, MemcachedCluster servers, Supplier<Seal> seal) {
        Clock clock = settings.clock();
        this.servers = servers;
        this.values = new SealedValues(servers, seal);
        this.deadlines = new CallDeadlines(settings.budget(), settings.patience());
        this.locations = new MemcachedLocations(values, deadlines, clock);
        this.failures = new MemcachedFailures(values, deadlines, clock);
        this.tracks = new MemcachedTracks(values, deadlines, clock);
        this.leases = new MemcachedLeases(values, deadlines, clock, settings.staleLeases());
        this.renditions = new MemcachedRenditions(values, deadlines, clock, locations, failures, leases);
        this.contentHashes = new MemcachedContentHashes(values, deadlines, clock);
        this.analyses = new MemcachedAnalyses(values, deadlines, clock);
        this.permissions = new MemcachedPermissions(values, deadlines, clock);
        this.counters = new MemcachedCounters(servers, deadlines, clock);
    }

    /**
     * Connects to the servers and waits for them up to a second. Never fails: while a server is down, its entries are
     * unavailable.
     *
     * @param seal supplies the seal of values, the same for all workers that share the servers. Called for each value
     *     that is found or written, and its time adds to that of the call. May throw {@link IndexUnavailableException},
     *     which the call then throws
     */
    public static MemcachedIndex connect(MemcachedSettings settings, Supplier<Seal> seal) {
        return new MemcachedIndex(settings, MemcachedCluster.connect(settings), seal);
    }

    /** Connects with another interval of cluster discovery. */
    static MemcachedIndex connect(MemcachedSettings settings, Supplier<Seal> seal, Duration discoveryInterval) {
        return new MemcachedIndex(
                settings, MemcachedCluster.connect(settings, discoveryInterval, System::nanoTime), seal);
    }

    @Override
    public RenditionLocations locations() {
        return locations;
    }

    @Override
    public RecordedFailures failures() {
        return failures;
    }

    @Override
    public IndexedRenditions renditions() {
        return renditions;
    }

    @Override
    public TrackLocations tracks() {
        return tracks;
    }

    @Override
    public Leases leases() {
        return leases;
    }

    @Override
    public ContentHashes contentHashes() {
        return contentHashes;
    }

    @Override
    public Analyses analyses() {
        return analyses;
    }

    @Override
    public Permissions permissions() {
        return permissions;
    }

    @Override
    public Counters counters() {
        return counters;
    }

    /**
     * Queries the statistics of all servers, one after the other. A server that does not answer within the budget of a
     * call is listed without figures; this method never throws {@link IndexUnavailableException}.
     */
    public List<ServerStatistics> statistics() {
        deadlines.begin();
        return servers.nodes().stream()
                .map(node -> new ServerStatistics(
                        HostPort.of(node.server()), ServerStatistics.Figures.of(node.statistics(deadlines.begin()))))
                .toList();
    }

    @Override
    public long unopened() {
        return values.unopened();
    }

    @Override
    public void close() {
        deadlines.close();
        servers.close();
    }
}
