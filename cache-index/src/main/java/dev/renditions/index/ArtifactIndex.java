package dev.renditions.index;

/**
 * The index: one port for each purpose, all backed by the same servers. It is a cache of what the store holds: an entry
 * may vanish at any time, and losing all entries costs only time.
 *
 * <p>Code that uses the index takes the ports it needs, not this interface. The rules below hold for each port:
 *
 * <ul>
 *   <li>{@link java.util.Optional#empty()} means that an entry is absent, or that another worker holds the lease. An
 *       entry that does not parse (other version, foreign bytes, invalid seal) is absent.
 *   <li>An index that does not answer within its budget throws {@link IndexUnavailableException}; after that exception
 *       a write may or may not have been applied.
 *   <li>A later call from any process sees what an earlier call wrote, as long as the entry lives.
 *   <li>Each method is atomic for its key unless it says otherwise. All are thread-safe.
 *   <li>A time to live is above zero and may exceed 30 days. An entry lives at most that long and may end earlier. A
 *       time below one second is rounded up to one second.
 *   <li>After {@link #close}, every call throws {@link IllegalStateException}.
 * </ul>
 */
public interface ArtifactIndex extends AutoCloseable {
    /** Where renditions are. */
    RenditionLocations locations();

    /** The negative cache: renditions that are impossible to make. */
    RecordedFailures failures();

    /** Calls that span location, failure and lease of a rendition. */
    IndexedRenditions renditions();

    /** Where encoded tracks are. */
    TrackLocations tracks();

    /** Which worker makes a rendition or a track. */
    Leases leases();

    /** The content hashes of objects. */
    ContentHashes contentHashes();

    /** Cached results of content analyses. */
    Analyses analyses();

    /** Who may read an object. */
    Permissions permissions();

    /** Counts over windows of time. */
    Counters counters();

    /**
     * The number of values read since this index was opened whose seal was invalid: forged, damaged, or sealed with
     * another key. Each such value is treated as absent.
     */
    default long unopened() {
        return 0;
    }

    /** Closes connections and threads. Idempotent. */
    @Override
    void close();
}
