package dev.renditions.api;

import dev.renditions.index.RenditionLocation;
import dev.renditions.index.TrackId;
import java.net.URI;
import java.util.Optional;

/**
 * A published rendition. Immutable.
 *
 * @param location where its main file is
 */
public record StoredRendition(Manifest manifest, RenditionLocation location) {
    /** Where one of its files is; all lie in one folder. */
    public URI uri(RenditionFile file) {
        String main = location.uri().toString();
        return URI.create(
                main.substring(0, main.length() - manifest.main().name().length()) + file.name());
    }

    /** The track with this ID in the file with this name; absent if the manifest does not list it there. */
    public Optional<ObjectStore.StoredTrack> track(TrackId id, String file) {
        return manifest.tracks().stream()
                .filter(track -> track.id().equals(id) && track.file().equals(file))
                .findFirst()
                .flatMap(track -> file(file).map(its -> new ObjectStore.StoredTrack(this, its, track)));
    }

    /** The file with this name; absent if it has none. */
    public Optional<RenditionFile> file(String name) {
        return manifest.files().stream().filter(f -> f.name().equals(name)).findFirst();
    }
}
