package dev.renditions.index;

/**
 * The index: one port for each purpose, all kept by the same servers. It only remembers. What is true is what the store
 * holds, so an entry may vanish at any time, and losing all of them costs time and nothing else.
 *
 * <p>Code that uses the index takes the ports it needs, not this interface. The rules below hold for each port:
 *
 * <ul>
 *   <li>Absence is {@link java.util.Optional#empty()}: of an entry, or of a lease that another worker holds. An entry that
 *       does not parse (other versions, foreign bytes, a wrong seal) is absent.
 *   <li>An index that does not answer within its budget throws {@link IndexUnavailableException}; after that exception a
 *       write may or may not have been applied.
 *   <li>What one call wrote, a later call sees, from whichever process, as long as the entry lives.
 *   <li>Each method is atomic for its key unless it says otherwise. All are thread-safe.
 *   <li>Times to live are above zero and may exceed 30 days; an entry lives at most that long, and may end earlier. A time
 *       below a second is rounded up to one.
 *   <li>After {@link #close}, every call throws {@link IllegalStateException}.
 * </ul>
 */
public interface ArtifactIndex extends AutoCloseable {
    /** Where renditions are. */
    RenditionLocations locations();

    /** The negative cache: renditions that can't be made. */
    RecordedFailures failures();

    /** Calls that span location, failure and lease of a rendition. */
    IndexedRenditions renditions();

    /** Which worker makes a rendition. */
    Leases leases();

    /** The content of objects. */
    ContentHashes contentHashes();

    /** Results of analyses of a content. */
    Analyses analyses();

    /** Who may read an object. */
    Permissions permissions();

    /** Counts over windows of time. */
    Counters counters();

    /**
     * How many values were read since this index was opened that no worker with its key wrote: forged, damaged, or sealed with
     * another key. Each was absent.
     */
    default long unopened() {
        return 0;
    }

    /** Closes connections and threads. Idempotent. */
    @Override
    void close();
}
