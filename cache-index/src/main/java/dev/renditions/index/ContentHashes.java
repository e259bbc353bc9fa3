package dev.renditions.index;

import java.time.Duration;
import java.util.Optional;

/**
 * Cached content hashes of objects, so that an object is hashed once. The rules for every call are in
 * {@link ArtifactIndex}.
 */
public interface ContentHashes {
    /** The recorded content hash of an object. */
    Optional<ContentHash> find(SourceVersion source);

    /** Records the content hash of an object. Call it only after all bytes were hashed. */
    void record(SourceVersion source, ContentHash content, Duration ttl);

    /**
     * Deletes the content hash of an object.
     *
     * @return whether it existed
     */
    boolean evict(SourceVersion source);
}
