package dev.renditions.directory;

import dev.renditions.api.ObjectStore;
import dev.renditions.api.RenditionFile;
import dev.renditions.api.StoreException;
import dev.renditions.api.StoredRendition;
import dev.renditions.files.FolderTree;
import dev.renditions.index.ContentHash;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.RenditionLocation;
import dev.renditions.store.ManifestCodec;
import dev.renditions.store.RenditionFolder;
import dev.renditions.store.RenditionLayout;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Optional;

/** Reads the renditions in the folder of a store. Links in it are not followed ({@link FolderTree}). Thread-safe. */
final class DirectoryContents {
    private final Path root;
    private final FolderTree tree;
    private final URI base;

    /**
     * The contents of a folder.
     *
     * @param root its absolute path
     * @param base the prefix of all locations in it
     */
    DirectoryContents(Path root, FolderTree tree, URI base) {
        this.root = root;
        this.tree = tree;
        this.base = base;
    }

    /** The published rendition of a key; empty if it does not exist, or its manifest is damaged. */
    Optional<StoredRendition> find(RenditionKey key) {
        return manifest(key).flatMap(json -> ManifestCodec.readUndamaged(json, key, base));
    }

    /** The bytes of a manifest; empty if it does not exist. */
    Optional<byte[]> manifest(RenditionKey key) {
        try {
            return Optional.of(bytes(key));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw IoFailures.store("the manifest " + root.resolve(RenditionLayout.manifest(key)) + " can't be read", e);
        }
    }

    /**
     * The bytes of a manifest.
     *
     * @throws NoSuchFileException if it does not exist
     */
    byte[] bytes(RenditionKey key) throws IOException {
        try (InputStream in = tree.read(RenditionLayout.manifest(key))) {
            return in.readAllBytes();
        }
    }

    /** Whether all files of a rendition exist, with their sizes. */
    boolean holds(RenditionKey key, RenditionLocation location) {
        Path folder = root.resolve(RenditionLayout.folder(key));
        Optional<Path> file = pathOf(location.uri()).filter(path -> path.startsWith(folder));
        if (file.isEmpty()) {
            return false;
        }
        try {
            return location.hasMoreFiles()
                    ? folder(key).holds(FolderFiles.path(folder, file.get()), location)
                    : hasSize(root.relativize(file.get()).toString(), location.bytes());
        } catch (IOException e) {
            throw IoFailures.store("the rendition " + file.get() + " can't be checked", e);
        }
    }

    /** Whether a path within the folder is a regular file of this size. */
    boolean hasSize(String path, long bytes) throws IOException {
        return tree.attributes(path)
                .filter(attributes -> attributes.isRegularFile() && attributes.size() == bytes)
                .isPresent();
    }

    /** The bytes of a file, as {@link ObjectStore#read} returns them. */
    byte[] read(StoredRendition rendition, RenditionFile file) {
        String path = RenditionLayout.file(rendition.manifest(), file);
        try {
            long bytes = tree.attributes(path).map(BasicFileAttributes::size).orElse(0L);
            if (bytes != file.bytes() || bytes > ObjectStore.MAX_READ_BYTES) {
                throw StoreException.notAsPublished(rendition, file, bytes);
            }
            try (InputStream in = tree.read(path)) {
                return in.readAllBytes();
            }
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    /** Copies a file, as {@link ObjectStore#fetch} does. */
    void fetch(StoredRendition rendition, RenditionFile file, Path target, Duration limit) {
        String path = RenditionLayout.file(rendition.manifest(), file);
        try {
            VerifiedCopy.orNothing(tree.resolve(path), target, file, limit);
        } catch (IOException e) {
            throw IoFailures.store("the file " + root.resolve(path) + " can't be copied to " + target, e);
        }
    }

    /** The hash of the bytes of a file; empty if it does not exist. */
    Optional<ContentHash> hash(StoredRendition rendition, RenditionFile file) {
        String path = RenditionLayout.file(rendition.manifest(), file);
        try (InputStream in = tree.read(path)) {
            return Optional.of(ContentHash.of(in));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    /** The files of a rendition with their sizes. */
    RenditionFolder folder(RenditionKey key) {
        String folder = RenditionLayout.folder(key);
        try {
            return new RenditionFolder(key, FolderFiles.sizes(tree.resolve(folder)));
        } catch (IOException e) {
            throw IoFailures.store("the files in " + root.resolve(folder) + " can't be listed", e);
        }
    }

    private RuntimeException unreadable(String path, IOException e) {
        return IoFailures.store("the file " + root.resolve(path) + " can't be read", e);
    }

    private static Optional<Path> pathOf(URI uri) {
        try {
            return "file".equals(uri.getScheme()) ? Optional.of(Path.of(uri).normalize()) : Optional.empty();
        } catch (IllegalArgumentException | FileSystemNotFoundException e) {
            return Optional.empty();
        }
    }
}
