package dev.renditions.api;

import dev.renditions.index.ContentHash;
import dev.renditions.index.SourceVersion;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Media that somebody has, before anything is known of it: a local file or an object in S3. What it says of itself without
 * being read is asked for once. Safe for use by many threads.
 */
public interface Source {
    /** What to call it to a person: a path or an {@code s3://} URI. Never used as a file name or an argument. */
    String name();

    /**
     * What it is known by without reading it, so that its content hash can be remembered; empty if only its bytes tell.
     * Costs one request at most.
     *
     * @throws SourceException if it can't be looked at
     */
    default Optional<SourceVersion> version() {
        return Optional.empty();
    }

    /**
     * The hash of all its bytes as whoever keeps them has proved it, without reading them; empty if nobody did. Costs one
     * request at most.
     *
     * @throws SourceException if it can't be looked at
     */
    default Optional<ContentHash> declaredContent() {
        return Optional.empty();
    }

    /**
     * How many bytes it has, without reading them; empty if only reading tells. Costs one request at most.
     *
     * @throws SourceException if it can't be looked at
     */
    default OptionalLong bytes() {
        return OptionalLong.empty();
    }

    /** Whether {@link #spool} copies it, so that there must be room for that. */
    default boolean copied() {
        return true;
    }

    /**
     * Reads every byte once, hashing on the way, never holding more than a buffer of it. Afterwards the bytes can be read
     * at {@link SpooledSource#file()}: a copy, or a link where the source is a local file.
     *
     * @param folder an empty private folder
     * @throws SourceException if it can't be read
     */
    SpooledSource spool(Path folder);
}
