package dev.renditions.api;

import dev.renditions.index.RenditionKey;
import dev.renditions.media.MediaInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The content of {@code rendition.json}, which is written last and thereby publishes a rendition. It holds everything that
 * is needed to rebuild the index. Immutable.
 *
 * @param key the content hash and the profile
 * @param files all its files, the main one first; at least one
 * @param encodeTime the wall-clock time of the encode, or its share if several renditions were made together
 * @param engine the program that encoded it and its version
 * @param media what a probe found in the main file before it was published
 * @param createdAt when it was verified
 * @param warnings what is damaged in the source, and therefore in the rendition; empty if nothing is
 */
public record Manifest(
        RenditionKey key,
        List<RenditionFile> files,
        Duration encodeTime,
        String engine,
        MediaInfo media,
        Instant createdAt,
        List<String> warnings) {
    /** A manifest without warnings. */
    public Manifest(
            RenditionKey key,
            List<RenditionFile> files,
            Duration encodeTime,
            String engine,
            MediaInfo media,
            Instant createdAt) {
        this(key, files, encodeTime, engine, media, createdAt, List.of());
    }

    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException if it has no files
     */
    public Manifest {
        files = List.copyOf(files);
        warnings = List.copyOf(warnings);
        if (files.isEmpty()) {
            throw new IllegalArgumentException("a rendition must have at least one file: " + key);
        }
    }

    /** The file that represents the rendition: the video, the image, the master playlist. */
    public RenditionFile main() {
        return files.get(0);
    }

    /** The total size of its files. */
    public long bytes() {
        return files.stream().mapToLong(RenditionFile::bytes).sum();
    }
}
