package dev.renditions.directory;

import dev.renditions.files.FolderTree;
import dev.renditions.files.StoreReaders;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.Optional;

/**
 * Small files in the folder of a store, each of which is replaced as a whole. Links are not followed. Thread-safe.
 *
 * @param tree the store's folder
 * @param incoming where files are written before they are moved into place
 * @param readers who may read the folders that renditions lie in, too
 */
record SmallFiles(FolderTree tree, Incoming incoming, StoreReaders readers) {
    /** What becomes of a file. */
    enum Form {
        /** For all readers of the store, and forced to the disk. */
        SHARED,
        /** For its owner alone, whoever may read renditions. Not forced to the disk: it can be made again. */
        PRIVATE
    }

    /**
     * The bytes of a file; empty if it does not exist.
     *
     * @param most how many bytes are read at most
     */
    Optional<byte[]> read(String path, int most) throws IOException {
        try (InputStream in = tree.read(path)) {
            return Optional.of(in.readNBytes(most));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Writes a file atomically, in place of any other. */
    void write(String path, byte[] bytes, Form form) throws IOException {
        readers.createFolders(tree.root());
        Path draft = incoming.create();
        try {
            Path written = draft.resolve("file");
            Path target = tree.resolve(path);
            Path folder = Objects.requireNonNull(target.getParent());
            if (form == Form.SHARED) {
                readers.writeDurably(written, bytes);
                readers.createFolders(folder);
            } else {
                writeForOwner(written, bytes);
                readers.createFolderOf(folder);
                StoreReaders.OWNER.createFolders(folder);
            }
            Files.move(written, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            incoming.delete(draft);
        }
    }

    private static void writeForOwner(Path file, byte[] bytes) throws IOException {
        try (OutputStream out = StoreReaders.createNew(file)) {
            out.write(bytes);
        }
    }
}
