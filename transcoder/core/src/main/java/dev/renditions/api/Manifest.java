package dev.renditions.api;

import dev.renditions.index.RenditionKey;
import dev.renditions.media.MediaInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What {@code rendition.json} says: the commit of a rendition, written last. It holds everything the index needs to be
 * rebuilt. Immutable.
 *
 * @param key which content under which profile
 * @param files all its files, the main one first; at least one
 * @param encodeTime the wall-clock time the encode took; of several that were made together, its share
 * @param engine the program that encoded it and its version
 * @param media what a probe found in the main file before it was published
 * @param createdAt when it was proved
 * @param warnings what is damaged in its source, and so in it; empty if nothing is
 */
public record Manifest(
        RenditionKey key,
        List<RenditionFile> files,
        Duration encodeTime,
        String engine,
        MediaInfo media,
        Instant createdAt,
        List<String> warnings) {
    /** One of an undamaged source. */
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
     * @throws IllegalArgumentException if there is no file
     */
    public Manifest {
        files = List.copyOf(files);
        warnings = List.copyOf(warnings);
        if (files.isEmpty()) {
            throw new IllegalArgumentException("a rendition must have at least one file: " + key);
        }
    }

    /** The file that stands for the rendition: the video, the picture, the master playlist. */
    public RenditionFile main() {
        return files.get(0);
    }

    /** The size of all its files. */
    public long bytes() {
        return files.stream().mapToLong(RenditionFile::bytes).sum();
    }
}
