package dev.renditions.api;

import dev.renditions.api.track.RenditionTrack;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.TrackId;
import dev.renditions.index.TrackLocation;
import dev.renditions.media.MediaInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The content of {@code rendition.json}, which is written last and thereby publishes a rendition. It holds everything that
 * is needed to rebuild the index. Immutable.
 *
 * @param key the content hash and the profile
 * @param files all its files, the main one first; at least one
 * @param encodeTime the wall-clock time of the encode, or its share if several renditions were made together
 * @param engine the program that made it and its version; it encoded all tracks that state no other
 * @param media what a probe found in the main file before it was published
 * @param createdAt when it was verified
 * @param warnings what is damaged in the source, and therefore in the rendition; empty if nothing is
 * @param tracks the encoded tracks in its files; empty if it has none, and in manifests of earlier versions
 */
public record Manifest(
        RenditionKey key,
        List<RenditionFile> files,
        Duration encodeTime,
        String engine,
        MediaInfo media,
        Instant createdAt,
        List<String> warnings,
        List<RenditionTrack> tracks) {
    /** A manifest without tracks. */
    public Manifest(
            RenditionKey key,
            List<RenditionFile> files,
            Duration encodeTime,
            String engine,
            MediaInfo media,
            Instant createdAt,
            List<String> warnings) {
        this(key, files, encodeTime, engine, media, createdAt, warnings, List.of());
    }

    /** A manifest without warnings and tracks. */
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
     * Copies the lists. Tracks do not repeat the engine.
     *
     * @throws IllegalArgumentException if it has no files, or not the file of a track
     */
    public Manifest {
        files = List.copyOf(files);
        warnings = List.copyOf(warnings);
        tracks = tracks.stream().map(track -> track.in(engine)).toList();
        if (files.isEmpty()) {
            throw new IllegalArgumentException("a rendition must have at least one file: " + key);
        }
        checkTracks(files, tracks);
    }

    private static void checkTracks(List<RenditionFile> files, List<RenditionTrack> tracks) {
        Set<String> names = new HashSet<>();
        files.forEach(file -> names.add(file.name()));
        for (RenditionTrack track : tracks) {
            if (!names.contains(track.file())) {
                throw new IllegalArgumentException("the track " + track.id()
                        + " is in a file that the rendition does not have: '" + track.file() + "'");
            }
        }
    }

    /** The track with this ID; empty if the rendition does not have it. */
    public Optional<RenditionTrack> track(TrackId id) {
        return tracks.stream().filter(track -> track.id().equals(id)).findFirst();
    }

    /** The program that encoded one of its tracks, and its version. */
    public String engineOf(RenditionTrack track) {
        return track.engine().orElse(engine);
    }

    /** Where one of its tracks is. */
    public TrackLocation locationOf(RenditionTrack track) {
        return new TrackLocation(key, track.file());
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
