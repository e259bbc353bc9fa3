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
import dev.renditions.index.TrackLocations;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * An index in the memory of one process. Never unavailable. Bounded: above its size limit it evicts the least useful
 * entries, which may include leases. Thread-safe; publishing is atomic.
 */
public final class MemoryIndex implements ArtifactIndex {
    private static final long USUAL_ENTRIES = 100_000;

    private final long mostEntries;
    private final Clock clock;
    private final List<TimedCache<?, ?>> caches = new ArrayList<>();
    private final MemoryLocations locations;
    private final MemoryFailures failures;
    private final MemoryTracks tracks;
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
        this.tracks = new MemoryTracks(cache());
        this.leases = new MemoryLeases(cache());
        this.renditions = new MemoryRenditions(locations, failures, leases);
        this.contentHashes = new MemoryContentHashes(cache());
        this.analyses = new MemoryAnalyses(cache());
        this.permissions = new MemoryPermissions(cache());
        this.counters = new MemoryCounters(cache());
    }

    /** An empty index of default size with the system clock. */
    public static MemoryIndex create() {
        return of(USUAL_ENTRIES, Clock.systemUTC());
    }

    /**
     * An empty index.
     *
     * @param mostEntries the maximum number of entries of each purpose; above 0
     * @param clock the clock that expires entries
     */
    public static MemoryIndex of(long mostEntries, Clock clock) {
        if (mostEntries <= 0) {
            throw new IllegalArgumentException("the size of an index must be at least 1 entry, not " + mostEntries);
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

    @Override
    public void close() {
        caches.forEach(TimedCache::close);
    }
}
