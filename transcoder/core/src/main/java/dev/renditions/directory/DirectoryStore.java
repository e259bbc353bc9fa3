package dev.renditions.directory;

import dev.renditions.api.Manifest;
import dev.renditions.api.RenditionFile;
import dev.renditions.api.StoreException;
import dev.renditions.api.StoredRendition;
import dev.renditions.files.FolderTree;
import dev.renditions.files.InnerFolder;
import dev.renditions.files.StoreReaders;
import dev.renditions.index.ContentHash;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.RenditionLocation;
import dev.renditions.store.InspectableStore;
import dev.renditions.store.ManifestCodec;
import dev.renditions.store.RenditionFolder;
import dev.renditions.store.RenditionLayout;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Keeps renditions in a folder, which is created with the first of them. Several processes of one user may share it, on a
 * network file system too as far as that makes links and renames atomic. Links in it are not followed ({@link FolderTree}).
 *
 * <p>Files are written under {@code .incoming} and moved into place whole, so a process that dies leaves nothing that looks
 * like a rendition; what it leaves there is deleted a day later. Only the manifest is forced to the disk: a media file that a
 * power cut damages has the wrong size, is not held, and is made again.
 *
 * <p>A folder that we may not write, or that is none, stays so until a person acts, and is no passing failure. Everything
 * else is: a full disk or a share that is away may come back, and must not be held against a source.
 */
public final class DirectoryStore implements InspectableStore {
    private static final int PLACE_ATTEMPTS = 10;

    private final Path root;
    private final FolderTree tree;
    private final StoreReaders readers;
    private final URI base;
    private final Incoming incoming;
    private final Commit commit;

    /**
     * Opens the folder, and deletes what dead processes left in it more than a day ago.
     *
     * @param root the folder; need not exist
     */
    public DirectoryStore(Path root) {
        this(root, StoreReaders.OWNER);
    }

    /**
     * The same.
     *
     * @param readers who may read what is published from now on
     */
    public DirectoryStore(Path root, StoreReaders readers) {
        this(root, readers, Files::createLink);
    }

    DirectoryStore(Path root, Commit.Link link) {
        this(root, StoreReaders.OWNER, link);
    }

    private DirectoryStore(Path root, StoreReaders readers, Commit.Link link) {
        this.readers = readers;
        this.root = root.toAbsolutePath().normalize();
        this.tree = new FolderTree(this.root);
        this.base = baseOf(root);
        this.incoming = new Incoming(new InnerFolder(this.root, ".incoming"));
        this.commit = new Commit(this.root.resolve(".lock"), link);
        incoming.deleteLeftovers();
    }

    /** What the locations in the store of a folder begin with. */
    public static URI baseOf(Path root) {
        String uri = root.toAbsolutePath().normalize().toUri().toString();
        // A path that is no folder yet has no slash at its end.
        return URI.create(uri.endsWith("/") ? uri : uri + "/");
    }

    @Override
    public Optional<StoredRendition> find(RenditionKey key) {
        return manifest(key).flatMap(json -> ManifestCodec.readUndamaged(json, key, base));
    }

    @Override
    public Optional<StoredRendition> examine(RenditionKey key) {
        return manifest(key).map(json -> ManifestCodec.read(json, key, base));
    }

    private Optional<byte[]> manifest(RenditionKey key) {
        try {
            return Optional.of(bytes(key));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw IoFailures.store("the manifest " + root.resolve(RenditionLayout.manifest(key)) + " can't be read", e);
        }
    }

    private byte[] bytes(RenditionKey key) throws IOException {
        try (InputStream in = tree.read(RenditionLayout.manifest(key))) {
            return in.readAllBytes();
        }
    }

    @Override
    public boolean holds(RenditionKey key, RenditionLocation location) {
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

    @Override
    public byte[] read(StoredRendition rendition, RenditionFile file) {
        String path = RenditionLayout.file(rendition.manifest(), file);
        try {
            long bytes = tree.attributes(path).map(BasicFileAttributes::size).orElse(0L);
            if (bytes != file.bytes() || bytes > MAX_READ_BYTES) {
                throw StoreException.notAsPublished(rendition, file, bytes);
            }
            try (InputStream in = tree.read(path)) {
                return in.readAllBytes();
            }
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    @Override
    public Publication publish(Manifest manifest, Path folder) {
        try {
            readers.createFolders(root);
            Path draft = incoming.create();
            try {
                return publish(manifest, folder, draft);
            } finally {
                incoming.delete(draft);
            }
        } catch (IOException e) {
            throw IoFailures.store("the rendition " + manifest.key() + " can't be written to " + root, e);
        }
    }

    private Publication publish(Manifest manifest, Path folder, Path draft) throws IOException {
        StoredRendition ours = RenditionLayout.stored(base, manifest);
        Path target = root.resolve(RenditionLayout.manifest(manifest.key()));
        boolean lost = hasLostFiles(manifest.key());
        for (RenditionFile file : manifest.files()) {
            VerifiedCopy.of(folder.resolve(file.name()), draft.resolve("files").resolve(file.name()), file, readers);
        }
        Path written = readers.writeDurably(draft.resolve(MANIFEST), ManifestCodec.write(manifest));
        place(draft.resolve("files"), manifest);
        return commit.ifAbsent(written, target)
                ? new Publication(ours, true, false)
                : adopt(ours, lost, written, target);
    }

    /** To be asked before files are placed, which may be the lost ones. */
    private boolean hasLostFiles(RenditionKey key) {
        return find(key).filter(there -> !holds(key, there.location())).isPresent();
    }

    /** Another was first. Theirs stands, unless it is broken: then it would never be served, and ours takes its place. */
    private Publication adopt(StoredRendition ours, boolean lost, Path written, Path target) throws IOException {
        RenditionKey key = ours.manifest().key();
        byte[] before = bytes(key);
        Optional<StoredRendition> whole =
                ManifestCodec.readUndamaged(before, key, base).filter(their -> holds(key, their.location()));
        StoredRendition theirs;
        if (whole.isPresent()) {
            theirs = whole.get();
        } else {
            if (commit.replace(before, written, target)) {
                return new Publication(ours, true, false);
            }
            theirs = ManifestCodec.read(bytes(key), key, base);
        }
        String files = RenditionLayout.files(ours.manifest());
        if (!files.equals(RenditionLayout.files(theirs.manifest()))) {
            incoming.discard(tree.resolve(files));
        }
        // Equal if an earlier attempt of ours was the winner.
        boolean same = theirs.manifest().equals(ours.manifest());
        return new Publication(theirs, same, lost && !same);
    }

    /** Moves the files to the folder named after their contents, where the same ones may be already. */
    private void place(Path files, Manifest manifest) throws IOException {
        String path = RenditionLayout.files(manifest);
        readers.createFolderOf(tree.resolve(path));
        for (int attempt = 1; !incoming.moveTo(tree.resolve(path), files); attempt++) {
            if (whole(manifest)) {
                return;
            }
            if (attempt == PLACE_ATTEMPTS) {
                throw new IOException(root.resolve(path) + " is incomplete and can't be replaced");
            }
            // Somebody deleted some of it, or one who lost against another just took the same files away.
            incoming.discard(tree.resolve(path));
        }
    }

    private boolean whole(Manifest manifest) throws IOException {
        for (RenditionFile file : manifest.files()) {
            if (!hasSize(RenditionLayout.file(manifest, file), file.bytes())) {
                return false;
            }
        }
        return true;
    }

    private boolean hasSize(String path, long bytes) throws IOException {
        return tree.attributes(path)
                .filter(attributes -> attributes.isRegularFile() && attributes.size() == bytes)
                .isPresent();
    }

    @Override
    public Stream<RenditionKey> keys() {
        return walk(true);
    }

    private Stream<RenditionKey> walk(boolean committedOnly) {
        KeyWalk walk = new KeyWalk(root, committedOnly);
        return StreamSupport.stream(walk, false).onClose(walk::close);
    }

    @Override
    public Stream<RenditionFolder> folders() {
        return walk(false).map(this::folder);
    }

    @Override
    public RenditionFolder folder(RenditionKey key) {
        String folder = RenditionLayout.folder(key);
        try {
            return new RenditionFolder(key, FolderFiles.sizes(tree.resolve(folder)));
        } catch (IOException e) {
            throw IoFailures.store("the files in " + root.resolve(folder) + " can't be listed", e);
        }
    }

    @Override
    public Optional<ContentHash> hash(StoredRendition rendition, RenditionFile file) {
        String path = RenditionLayout.file(rendition.manifest(), file);
        try (InputStream in = tree.read(path)) {
            return Optional.of(ContentHash.of(in));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    private RuntimeException unreadable(String path, IOException e) {
        return IoFailures.store("the file " + root.resolve(path) + " can't be read", e);
    }

    @Override
    public boolean remove(RenditionKey key, Optional<Manifest> expected) {
        Optional<byte[]> json = manifest(key);
        boolean same = json.isPresent()
                && ManifestCodec.readUndamaged(json.get(), key, base)
                        .map(StoredRendition::manifest)
                        .equals(expected);
        try {
            if (!same || !commit.delete(json.get(), root.resolve(RenditionLayout.manifest(key)))) {
                return false;
            }
            if (expected.isPresent()) {
                incoming.discard(tree.resolve(RenditionLayout.files(expected.get())));
            }
            return true;
        } catch (IOException e) {
            throw IoFailures.store("the rendition " + key + " can't be removed from " + root, e);
        }
    }

    @Override
    public URI locate(RenditionKey key) {
        return URI.create(base + RenditionLayout.manifest(key));
    }

    private static Optional<Path> pathOf(URI uri) {
        try {
            return "file".equals(uri.getScheme()) ? Optional.of(Path.of(uri).normalize()) : Optional.empty();
        } catch (IllegalArgumentException | FileSystemNotFoundException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        // Holds nothing open.
    }

    @Override
    public String toString() {
        return "file:" + root;
    }
}
