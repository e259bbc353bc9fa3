package dev.renditions.index;

import java.time.Duration;
import java.util.Optional;

/** The content of objects, so that an object is not hashed again. For what holds for every call see {@link ArtifactIndex}. */
public interface ContentHashes {
    /** The content hash of an object; absent if none is recorded. */
    Optional<ContentHash> find(SourceVersion source);

    /** Records the content hash of an object, once every byte of it was hashed. */
    void record(SourceVersion source, ContentHash content, Duration ttl);

    /**
     * Deletes the content hash of an object.
     *
     * @return whether there was one
     */
    boolean evict(SourceVersion source);
}
