package dev.renditions.directory;

import dev.renditions.files.FolderTree;
import dev.renditions.index.TrackId;
import dev.renditions.index.TrackLocation;
import dev.renditions.index.codec.TrackCodec;
import dev.renditions.store.RenditionLayout;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The pointers to tracks in the folder of a store: small files that are replaced as a whole. Links in it are not followed
 * ({@link FolderTree}). Thread-safe.
 */
final class DirectoryTracks {
    private static final int SHARDS = 256;

    /** Longer than any pointer. */
    private static final int MOST_BYTES = 8192;

    private final Path root;
    private final FolderTree tree;
    private final SmallFiles files;
    private final Commit commit;

    DirectoryTracks(SmallFiles files, Commit commit) {
        this.root = files.tree().root();
        this.tree = files.tree();
        this.files = files;
        this.commit = commit;
    }

    Optional<TrackLocation> find(TrackId id) {
        return bytes(id).flatMap(pointer -> TrackCodec.decode(id, pointer));
    }

    private Optional<byte[]> bytes(TrackId id) {
        String path = RenditionLayout.track(id);
        try {
            return files.read(path, MOST_BYTES);
        } catch (IOException e) {
            throw IoFailures.store("the pointer " + root.resolve(path) + " can't be read", e);
        }
    }

    void point(TrackId id, TrackLocation location) {
        String path = RenditionLayout.track(id);
        try {
            files.write(path, TrackCodec.encode(id, location), SmallFiles.Form.SHARED);
        } catch (IOException e) {
            throw IoFailures.store("the pointer " + root.resolve(path) + " can't be written", e);
        }
    }

    boolean remove(TrackId id, Optional<TrackLocation> expected) {
        Optional<byte[]> pointer = bytes(id);
        if (pointer.isEmpty() || !TrackCodec.decode(id, pointer.get()).equals(expected)) {
            return false;
        }
        String path = RenditionLayout.track(id);
        try {
            return commit.delete(pointer.get(), tree.resolve(path));
        } catch (IOException e) {
            throw IoFailures.store("the pointer " + root.resolve(path) + " can't be removed", e);
        }
    }

    /** Lists one of the folders at a time, so no folder stays open between two elements. */
    Stream<TrackId> ids() {
        return IntStream.range(0, SHARDS)
                .mapToObj("%02x"::formatted)
                .flatMap(shard -> names(RenditionLayout.TRACKS + shard).stream())
                .map(RenditionLayout::trackOf)
                .flatMap(Optional::stream);
    }

    private List<String> names(String folder) {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(tree.resolve(folder))) {
            entries.forEach(entry -> names.add(folder + "/" + entry.getFileName()));
        } catch (NoSuchFileException | NotDirectoryException e) {
            // No pointer was ever written there.
            return List.of();
        } catch (DirectoryIteratorException e) {
            throw unreadable(folder, Objects.requireNonNull(e.getCause()));
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
        return names;
    }

    private RuntimeException unreadable(String folder, IOException e) {
        return IoFailures.store("the pointers in " + root.resolve(folder) + " can't be listed", e);
    }
}
