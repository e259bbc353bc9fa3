package dev.renditions.directory;

import dev.renditions.api.StoreException;
import dev.renditions.api.segment.SegmentStore;
import dev.renditions.files.Deletion;
import dev.renditions.files.FolderTree;
import dev.renditions.files.StoreReaders;
import dev.renditions.index.SegmentId;
import dev.renditions.index.TrackId;
import dev.renditions.store.RenditionLayout;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The segments of tracks in a store's folder. Only their owner may read them, whoever may read the renditions. They are not
 * forced to the disk: each ends with a digest ({@link DigestedFile}), so one that a power failure damages is noticed. Links are
 * not followed ({@link FolderTree}).
 *
 * @param tree the store's folder
 * @param incoming where files are written before they are moved into place
 * @param commit puts them into place
 * @param readers who may read the store's folder, if this has to create it
 */
record DirectorySegments(FolderTree tree, Incoming incoming, Commit commit, StoreReaders readers)
        implements SegmentStore {
    private static final Logger LOG = LoggerFactory.getLogger(DirectorySegments.class);
    private static final int SHARDS = 256;

    /** More often than other workers can delete the folder of a track while a segment is put into it. */
    private static final int ATTEMPTS = 3;

    @Override
    public Set<SegmentId> find(TrackId track) {
        return new HashSet<>(list(RenditionLayout.segments(track)));
    }

    @Override
    public boolean publish(SegmentId id, Path file) {
        String path = RenditionLayout.segment(id);
        try {
            readers.createFolders(tree.root());
            Path draft = incoming.create();
            try {
                Path written = draft.resolve("segment");
                DigestedFile.write(file, written);
                return place(written, path);
            } finally {
                incoming.delete(draft);
            }
        } catch (IOException e) {
            throw IoFailures.store("the segment " + tree.root().resolve(path) + " can't be written", e);
        }
    }

    private boolean place(Path written, String path) throws IOException {
        for (int attempt = 1; ; attempt++) {
            Path target = tree.resolve(path);
            try {
                StoreReaders.OWNER.createFolderOf(target);
                return commit.ifAbsent(written, target);
            } catch (NoSuchFileException e) {
                // Another worker has just deleted all segments of the track.
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    @Override
    public void fetch(SegmentId id, Path target) {
        String path = RenditionLayout.segment(id);
        try {
            if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
                throw new FileAlreadyExistsException(target.toString());
            }
            if (!tree.attributes(path).map(BasicFileAttributes::isRegularFile).orElse(true)) {
                throw new IOException(tree.root().resolve(path) + " is not a file");
            }
            Path stored = tree.resolve(path);
            if (!DigestedFile.read(stored, target)) {
                Deletion.delete(stored);
                throw new StoreException(
                        true,
                        "the segment " + stored + " was damaged and is deleted",
                        new IllegalStateException("its SHA-256 is not the one at its end"));
            }
        } catch (IOException e) {
            throw IoFailures.store("the segment " + tree.root().resolve(path) + " can't be copied to " + target, e);
        }
    }

    @Override
    public void delete(TrackId track) {
        String folder = RenditionLayout.segments(track);
        try {
            if (tree.attributes(folder).isPresent()) {
                incoming.discard(tree.resolve(folder));
            }
        } catch (IOException e) {
            throw IoFailures.store("the segments in " + tree.root().resolve(folder) + " can't be deleted", e);
        }
    }

    /** Lists one folder at a time, so no folder stays open between two elements. */
    @Override
    public Stream<SegmentId> ids() {
        return shards().flatMap(shard -> names(shard).stream()
                .filter(name -> TrackId.find(name).isPresent())
                .flatMap(name -> list(shard + name + "/").stream()));
    }

    private static Stream<String> shards() {
        return IntStream.range(0, SHARDS).mapToObj("%02x/"::formatted).map(RenditionLayout.SEGMENTS::concat);
    }

    private List<SegmentId> list(String folder) {
        return names(folder).stream()
                .map(name -> RenditionLayout.segmentOf(folder + name))
                .flatMap(Optional::stream)
                .filter(this::isFile)
                .toList();
    }

    private boolean isFile(SegmentId id) {
        Path path = tree.root().resolve(RenditionLayout.segment(id));
        return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
    }

    private List<String> names(String folder) {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(tree.resolve(folder))) {
            entries.forEach(entry -> names.add(entry.getFileName().toString()));
        } catch (NoSuchFileException | NotDirectoryException e) {
            // No segment was ever written there, or all were deleted.
            return List.of();
        } catch (DirectoryIteratorException e) {
            throw unreadable(folder, Objects.requireNonNull(e.getCause()));
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
        return names;
    }

    private RuntimeException unreadable(String folder, IOException e) {
        return IoFailures.store("the segments in " + tree.root().resolve(folder) + " can't be listed", e);
    }

    /**
     * Deletes the segments of tracks that got no new one for {@link SegmentStore#KEPT}: nobody requested their renditions
     * again.
     */
    void deleteLeftovers() {
        FileTime limit = FileTime.from(Instant.now().minus(KEPT));
        try {
            if (tree.attributes(RenditionLayout.SEGMENTS).isEmpty()) {
                return;
            }
            for (String shard : (Iterable<String>) shards()::iterator) {
                Deletion.sweep(
                        tree.resolve(shard),
                        (name, changed) -> TrackId.find(name).isPresent() && changed.compareTo(limit) < 0);
            }
        } catch (IOException e) {
            LOG.warn("old segments in {} can't be deleted: {}", tree.root(), e.toString());
        }
    }
}
