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
import dev.renditions.index.codec.Seal;
import dev.renditions.index.memcached.cluster.HostPort;
import dev.renditions.index.memcached.cluster.MemcachedCluster;
import dev.renditions.index.memcached.cluster.MemcachedSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * The index in Memcached. Every call ends within a time of its settings, beside what its seal takes, with an answer or with
 * {@link IndexUnavailableException}: look-ups, and records of what a request found, within the budget; leases, counts,
 * evictions and {@link RenditionLocations#recordIfAbsent}, which fills an index, within the patience. A server that comes,
 * or comes back, is used without further ado, within about a second. Thread-safe; one for a process is enough.
 *
 * <p>Values are JSON, see {@link dev.renditions.index.codec}, and sealed, see {@link Seal}; counts are decimal text.
 * Memcached counts whole seconds by a clock that ticks once a second, so an entry may end up to a second early. A location
 * without a stored form is not recorded, which is said in the log once; such an entry counts as one that vanished at once.
 * To count takes two round trips, the first count of a window up to four.
 */
public final class MemcachedIndex implements ArtifactIndex {
    private final MemcachedCluster servers;
    private final SealedValues values;
    private final CallDeadlines deadlines;
    private final MemcachedLocations locations;
    private final MemcachedFailures failures;
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
        this.leases = new MemcachedLeases(values, deadlines, clock, settings.staleLeases());
        this.renditions = new MemcachedRenditions(values, deadlines, clock, locations, failures, leases);
        this.contentHashes = new MemcachedContentHashes(values, deadlines, clock);
        this.analyses = new MemcachedAnalyses(values, deadlines, clock);
        this.permissions = new MemcachedPermissions(values, deadlines, clock);
        this.counters = new MemcachedCounters(servers, deadlines, clock);
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
     * What the servers say of themselves, one after the other. Those that give no answer within the budget of a call are there
     * without figures; so this never throws {@link IndexUnavailableException}.
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
