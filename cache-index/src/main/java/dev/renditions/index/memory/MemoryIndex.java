package dev.renditions.index.memory;

import dev.renditions.index.Analyses;
import dev.renditions.index.ArtifactIndex;
import dev.renditions.index.ContentHashes;
import dev.renditions.index.Counters;
import dev.renditions.index.IndexedRenditions;
import dev.renditions.index.Leases;
import dev.renditions.index.Permissions;
import dev.renditions.index.RecordedFailures;
import dev.renditions.index.RenditionLocations;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * An index for one process, gone with it. Never unavailable. Bounded: past its size it forgets what seems least useful, a
 * lease included. Thread-safe; publishing is atomic here.
 */
public final class MemoryIndex implements ArtifactIndex {
    private static final long USUAL_ENTRIES = 100_000;

    private final long mostEntries;
    private final Clock clock;
    private final List<TimedCache<?, ?>> caches = new ArrayList<>();
    private final MemoryLocations locations;
    private final MemoryFailures failures;
    private final MemoryLeases leases;
    private final MemoryRenditions renditions;
    private final MemoryContentHashes contentHashes;
    private final MemoryAnalyses analyses;
    private final MemoryPermissions permissions;
    private final MemoryCounters counters;

    private MemoryIndex(long mostEntries, Clock clock) {
        this.mostEntries = mostEntries;
        this.clock = clock;
        this.locations = new MemoryLocations(cache());
        this.failures = new MemoryFailures(cache());
        this.leases = new MemoryLeases(cache());
        this.renditions = new MemoryRenditions(locations, failures, leases);
        this.contentHashes = new MemoryContentHashes(cache());
        this.analyses = new MemoryAnalyses(cache());
        this.permissions = new MemoryPermissions(cache());
        this.counters = new MemoryCounters(cache());
    }

    /** An empty index of a usual size, by the system's clock. */
    public static MemoryIndex create() {
        return of(USUAL_ENTRIES, Clock.systemUTC());
    }

    /**
     * An empty index.
     *
     * @param mostEntries how many entries of each purpose are kept at most; above 0
     * @param clock what ends entries
     */
    public static MemoryIndex of(long mostEntries, Clock clock) {
        if (mostEntries <= 0) {
            throw new IllegalArgumentException("an index keeps at least one entry, not " + mostEntries);
        }
        return new MemoryIndex(mostEntries, clock);
    }

    private <K, V> TimedCache<K, V> cache() {
        TimedCache<K, V> cache = new TimedCache<>(mostEntries, clock);
        caches.add(cache);
        return cache;
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

    @Override
    public void close() {
        caches.forEach(TimedCache::close);
    }
}
