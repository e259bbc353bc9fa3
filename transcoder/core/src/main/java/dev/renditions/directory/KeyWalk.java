package dev.renditions.directory;

import dev.renditions.api.ObjectStore;
import dev.renditions.files.FolderTree;
import dev.renditions.index.ContentHash;
import dev.renditions.index.RenditionKey;
import dev.renditions.store.RenditionLayout;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Iterates over the renditions of a store's folder, without following links. Keeps only one open folder for each level.
 * Renditions that are added or removed meanwhile cause no failure. For one thread.
 */
final class KeyWalk extends Spliterators.AbstractSpliterator<RenditionKey> implements AutoCloseable {
    /** The names of folders at each level. Other folders of a store are skipped. */
    private static final List<Pattern> LEVELS =
            List.of(Pattern.compile("[0-9a-f]{2}"), Pattern.compile("[0-9a-f]{64}"), Pattern.compile("[^.].*"));

    private final Path root;
    private final Path start;

    /** How many levels are above the start. */
    private final int above;

    private final boolean committedOnly;
    private final Deque<Level> open = new ArrayDeque<>();
    private boolean begun;

    /**
     * A walk through a store's root.
     *
     * @param committedOnly whether renditions without a manifest are skipped
     */
    KeyWalk(Path root, boolean committedOnly) {
        this(root, root, 0, committedOnly);
    }

    private KeyWalk(Path root, Path start, int above, boolean committedOnly) {
        super(Long.MAX_VALUE, DISTINCT | NONNULL);
        this.root = root;
        this.start = start;
        this.above = above;
        this.committedOnly = committedOnly;
    }

    /** A walk through the renditions of one content that have a manifest. */
    static KeyWalk of(FolderTree tree, ContentHash content) {
        String folder = RenditionLayout.content(content);
        try {
            return new KeyWalk(tree.root(), tree.resolve(folder), LEVELS.size() - 1, true);
        } catch (IOException e) {
            throw unreadable(tree.root().resolve(folder), e);
        }
    }

    @Override
    public boolean tryAdvance(Consumer<? super RenditionKey> action) {
        if (!begun) {
            begun = true;
            enter(start);
        }
        while (!open.isEmpty()) {
            Optional<Path> folder = nextFolder();
            if (folder.isEmpty()) {
                leave();
            } else if (above + open.size() < LEVELS.size()) {
                enter(folder.get());
            } else {
                Optional<RenditionKey> key = key(folder.get());
                if (key.isPresent()) {
                    action.accept(key.get());
                    return true;
                }
            }
        }
        return false;
    }

    @SuppressWarnings("StreamResourceLeak") // Closed when it is left, or with the walk.
    private void enter(Path folder) {
        try {
            if (!open.isEmpty()) {
                FolderTree.refuseLink(folder);
            }
            DirectoryStream<Path> entries = Files.newDirectoryStream(folder);
            open.push(new Level(folder, entries, entries.iterator()));
        } catch (NoSuchFileException | NotDirectoryException e) {
            // Deleted meanwhile, or not a folder. A root that does not exist yet is empty.
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    private Optional<Path> nextFolder() {
        Level level = open.element();
        Pattern form = LEVELS.get(above + open.size() - 1);
        try {
            while (level.remaining().hasNext()) {
                Path entry = level.remaining().next();
                if (form.matcher(entry.getFileName().toString()).matches()) {
                    return Optional.of(entry);
                }
            }
            return Optional.empty();
        } catch (DirectoryIteratorException e) {
            throw unreadable(level.folder(), Objects.requireNonNull(e.getCause()));
        }
    }

    private void leave() {
        Level level = open.pop();
        try {
            level.entries().close();
        } catch (IOException e) {
            throw unreadable(level.folder(), e);
        }
    }

    private Optional<RenditionKey> key(Path folder) {
        Path manifest = folder.resolve(ObjectStore.MANIFEST);
        String path = StreamSupport.stream(root.relativize(manifest).spliterator(), false)
                .map(Path::toString)
                .collect(Collectors.joining("/"));
        return RenditionLayout.keyOf(path).filter(key -> committedOnly ? isFile(folder, manifest) : isFolder(folder));
    }

    private static boolean isFolder(Path folder) {
        return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS);
    }

    private static boolean isFile(Path folder, Path manifest) {
        try {
            return isFolder(folder)
                    && Files.readAttributes(manifest, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                            .isRegularFile();
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    private static RuntimeException unreadable(Path folder, IOException e) {
        return IoFailures.store("the renditions in " + folder + " can't be listed", e);
    }

    @Override
    public void close() {
        while (!open.isEmpty()) {
            leave();
        }
    }

    /** A folder that is being read. */
    private record Level(Path folder, DirectoryStream<Path> entries, Iterator<Path> remaining) {}
}
