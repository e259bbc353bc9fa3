package dev.renditions.api;

import dev.renditions.index.ContentHash;
import dev.renditions.index.SourceVersion;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A file that renditions are made from: a local file or an object in S3. What is known about it without reading it is
 * requested once. Safe for use by many threads.
 */
public interface Source {
    /** Its name for users: a path or an {@code s3://} URI. Never used as a file name or an argument. */
    String name();

    /**
     * Identifies its present content without reading it, so that its content hash can be cached; empty if that takes
     * reading. Costs at most one request.
     *
     * @throws SourceException if it can't be accessed
     */
    default Optional<SourceVersion> version() {
        return Optional.empty();
    }

    /**
     * The hash of all its bytes, if it is known without reading them because S3 or this program has verified it before;
     * empty otherwise. Costs at most one request.
     *
     * @throws SourceException if it can't be accessed
     */
    default Optional<ContentHash> declaredContent() {
        return Optional.empty();
    }

    /**
     * Its size, if it is known without reading it; empty otherwise. Costs at most one request.
     *
     * @throws SourceException if it can't be accessed
     */
    default OptionalLong bytes() {
        return OptionalLong.empty();
    }

    /** Whether {@link #spool} copies it, and so needs disk space. */
    default boolean copied() {
        return true;
    }

    /**
     * Reads every byte once and hashes it, with one buffer in memory. Afterwards the bytes can be read at
     * {@link SpooledSource#file()}: a copy, or a link if the source is a local file.
     *
     * @param folder an empty private folder
     * @throws SourceException if it can't be read
     */
    SpooledSource spool(Path folder);
}
