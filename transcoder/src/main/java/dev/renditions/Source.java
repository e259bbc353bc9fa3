package dev.renditions;

import java.nio.file.Path;

/** Media that somebody has, before anything is known of it: a local file or an object in S3. Immutable. */
public interface Source {
    /** What to call it to a person: a path or an {@code s3://} URI. Never used as a file name or an argument. */
    String name();

    /**
     * Reads every byte once, hashing on the way, never holding more than a buffer of it. Afterwards the bytes can be read
     * at {@link Spooled#file()}: a copy, or a link where the source is a local file.
     *
     * @param folder an empty private folder
     * @throws SourceException if it can't be read
     */
    Spooled spool(Path folder);
}
