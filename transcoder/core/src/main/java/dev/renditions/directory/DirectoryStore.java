package dev.renditions.directory;

import dev.renditions.api.Manifest;
import dev.renditions.api.RenditionFile;
import dev.renditions.api.StoredRendition;
import dev.renditions.api.analysis.AnalysisStore;
import dev.renditions.api.segment.SegmentStore;
import dev.renditions.files.FolderTree;
import dev.renditions.files.InnerFolder;
import dev.renditions.files.StoreReaders;
import dev.renditions.index.ContentHash;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.RenditionLocation;
import dev.renditions.index.TrackId;
import dev.renditions.index.TrackLocation;
import dev.renditions.store.InspectableStore;
import dev.renditions.store.ManifestCodec;
import dev.renditions.store.RenditionFolder;
import dev.renditions.store.RenditionLayout;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Stores renditions in a folder, which is created with the first rendition. Several processes of one user may share it, also
 * on a network file system whose links and renames are atomic. Links in it are not followed ({@link FolderTree}).
 *
 * <p>Files are written under {@code .incoming} and then moved into place, so a crashed process leaves nothing that looks like
 * a rendition. What it leaves there is deleted a day later. Only the manifest is forced to the disk: a media file that a
 * power failure damages has the wrong size, so it counts as missing and is made again.
 *
 * <p>If this process may not write to the folder, or the path is not a folder, the failure is permanent: an operator must
 * act. All other failures are transient: a full disk or an unavailable share may recover, and must not be recorded as a
 * failure of the source.
 */
public final class DirectoryStore implements InspectableStore {
    private final Path root;
    private final FolderTree tree;
    private final StoreReaders readers;
    private final URI base;
    private final DirectoryContents contents;
    private final Incoming incoming;
    private final FilePlace place;
    private final Commit commit;
    private final DirectoryTracks tracks;
    private final DirectoryAnalyses analyses;
    private final DirectorySegments segments;

    /**
     * Opens the folder, and deletes what crashed processes left in it more than a day ago, and segments after a week.
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
        this.contents = new DirectoryContents(this.root, tree, base);
        this.incoming = new Incoming(new InnerFolder(this.root, ".incoming"));
        this.place = new FilePlace(tree, contents, incoming, readers);
        this.commit = new Commit(this.root.resolve(".lock"), link);
        SmallFiles small = new SmallFiles(tree, incoming, readers);
        this.tracks = new DirectoryTracks(small, commit);
        this.analyses = new DirectoryAnalyses(small);
        this.segments = new DirectorySegments(tree, incoming, commit, readers);
        incoming.deleteLeftovers();
        segments.deleteLeftovers();
    }

    /** The prefix of all locations in the store of a folder. */
    public static URI baseOf(Path root) {
        String uri = root.toAbsolutePath().normalize().toUri().toString();
        // The URI of a folder that does not exist yet has no slash at its end.
        return URI.create(uri.endsWith("/") ? uri : uri + "/");
    }

    @Override
    public Optional<StoredRendition> find(RenditionKey key) {
        return contents.find(key);
    }

    @Override
    public Optional<StoredRendition> examine(RenditionKey key) {
        return contents.manifest(key).map(json -> ManifestCodec.read(json, key, base));
    }

    @Override
    public boolean holds(RenditionKey key, RenditionLocation location) {
        return contents.holds(key, location);
    }

    @Override
    public byte[] read(StoredRendition rendition, RenditionFile file) {
        return contents.read(rendition, file);
    }

    @Override
    public void fetch(StoredRendition rendition, RenditionFile file, Path target, Duration limit) {
        contents.fetch(rendition, file, target, limit);
    }

    @Override
    public Optional<TrackLocation> findTrack(TrackId id) {
        return tracks.find(id);
    }

    @Override
    public void pointTo(TrackId id, TrackLocation location) {
        tracks.point(id, location);
    }

    @Override
    public Stream<TrackId> trackIds() {
        return tracks.ids();
    }

    @Override
    public boolean removePointer(TrackId id, Optional<TrackLocation> expected) {
        return tracks.remove(id, expected);
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
        place.fill(manifest, draft.resolve("files"));
        return commit.ifAbsent(written, target)
                ? new Publication(ours, true, false)
                : adopt(ours, lost, written, target);
    }

    /** Must be called before the files are placed, because these may be the lost ones. */
    private boolean hasLostFiles(RenditionKey key) {
        return find(key).filter(there -> !holds(key, there.location())).isPresent();
    }

    /**
     * Another worker published first. Its rendition is kept unless it is broken: then it would never be served, and this one
     * replaces it.
     */
    private Publication adopt(StoredRendition ours, boolean lost, Path written, Path target) throws IOException {
        RenditionKey key = ours.manifest().key();
        byte[] before = contents.bytes(key);
        Optional<StoredRendition> whole =
                ManifestCodec.readUndamaged(before, key, base).filter(their -> holds(key, their.location()));
        StoredRendition theirs;
        if (whole.isPresent()) {
            theirs = whole.get();
        } else {
            if (commit.replace(before, written, target)) {
                return new Publication(ours, true, false);
            }
            theirs = ManifestCodec.read(contents.bytes(key), key, base);
        }
        String files = RenditionLayout.files(ours.manifest());
        if (!files.equals(RenditionLayout.files(theirs.manifest()))) {
            incoming.discard(tree.resolve(files));
        }
        // Equal if an earlier attempt of this worker was published.
        boolean same = theirs.manifest().equals(ours.manifest());
        return new Publication(theirs, same, lost && !same);
    }

    @Override
    public Stream<RenditionKey> keys() {
        return stream(new KeyWalk(root, true));
    }

    @Override
    public Stream<RenditionKey> keys(ContentHash content) {
        return stream(KeyWalk.of(tree, content));
    }

    private static Stream<RenditionKey> stream(KeyWalk walk) {
        return StreamSupport.stream(walk, false).onClose(walk::close);
    }

    @Override
    public AnalysisStore analyses() {
        return analyses;
    }

    @Override
    public SegmentStore segments() {
        return segments;
    }

    @Override
    public Stream<RenditionFolder> folders() {
        return stream(new KeyWalk(root, false)).map(this::folder);
    }

    @Override
    public RenditionFolder folder(RenditionKey key) {
        return contents.folder(key);
    }

    @Override
    public Optional<ContentHash> hash(StoredRendition rendition, RenditionFile file) {
        return contents.hash(rendition, file);
    }

    @Override
    public boolean remove(RenditionKey key, Optional<Manifest> expected) {
        Optional<byte[]> json = contents.manifest(key);
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

    @Override
    public void close() {
        // Holds nothing open.
    }

    @Override
    public String toString() {
        return "file:" + root;
    }
}
