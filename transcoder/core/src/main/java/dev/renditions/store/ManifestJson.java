package dev.renditions.store;

import dev.renditions.api.Manifest;
import dev.renditions.api.RenditionFile;
import dev.renditions.api.track.RenditionTrack;
import dev.renditions.index.ContentHash;
import dev.renditions.index.ProfileId;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.TrackId;
import dev.renditions.support.Derived;
import dev.renditions.support.Omissible;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The members of a manifest, in their order. */
record ManifestJson(
        int v,
        String contentHash,
        @Derived String profile,
        String profileId,
        List<File> files,
        String main,
        Duration encodeSeconds,
        String engine,
        MediaJson media,
        String createdAt,
        @Omissible List<String> warnings,
        @Omissible List<Track> tracks) {
    static final int VERSION = 1;

    static ManifestJson of(Manifest manifest) {
        RenditionKey key = manifest.key();
        String folder = folder(manifest);
        return new ManifestJson(
                VERSION,
                key.content().hex(),
                key.profile().name(),
                key.profile().toString(),
                manifest.files().stream().map(file -> File.of(file, folder)).toList(),
                folder + manifest.main().name(),
                manifest.encodeTime(),
                manifest.engine(),
                MediaJson.of(manifest.media()),
                manifest.createdAt().toString(),
                manifest.warnings(),
                manifest.tracks().stream().map(Track::of).toList());
    }

    /**
     * Checks the members and converts them.
     *
     * @throws IllegalArgumentException if a member is invalid, or contradicts another one
     * @throws java.time.DateTimeException if its time is invalid
     */
    Manifest manifest() {
        Manifest manifest = new Manifest(
                new RenditionKey(ContentHash.parse(contentHash), ProfileId.parse(profileId)),
                files.stream().map(File::file).toList(),
                encodeSeconds,
                engine,
                media.media(),
                Instant.parse(createdAt),
                warnings,
                tracks.stream().map(Track::track).flatMap(Optional::stream).toList());
        // The location of the files follows from their names and hashes.
        String expected = folder(manifest) + manifest.main().name();
        if (!main.equals(expected)) {
            throw new IllegalArgumentException("its 'main' is not " + expected + ", which its files require");
        }
        return manifest;
    }

    /** The files' folder, relative to the manifest, so that a copied rendition stays valid. */
    private static String folder(Manifest manifest) {
        return RenditionLayout.packageDigest(manifest.files()) + "/";
    }

    /** The engine is absent if it is that of the rendition. */
    record Track(
            String id,
            String file,
            Duration seconds,
            @Omissible String engine) {
        static Track of(RenditionTrack track) {
            return new Track(
                    track.id().toString(),
                    track.file(),
                    track.encodeTime(),
                    track.engine().orElse(""));
        }

        /** Empty for a kind of track that a newer version wrote: the rendition is as good without it. */
        Optional<RenditionTrack> track() {
            return TrackId.find(id)
                    .map(track -> new RenditionTrack(
                            track, file, seconds, Optional.of(engine).filter(own -> !own.isEmpty())));
        }
    }

    record File(String name, @Derived String path, String type, long bytes, String sha256) {
        static File of(RenditionFile file, String folder) {
            return new File(
                    file.name(),
                    folder + file.name(),
                    file.mediaType(),
                    file.bytes(),
                    file.sha256().hex());
        }

        RenditionFile file() {
            return new RenditionFile(name, type, bytes, ContentHash.parse(sha256));
        }
    }
}
