package dev.renditions.directory;

import dev.renditions.api.IndexSecret;
import dev.renditions.files.FolderTree;
import dev.renditions.files.StoreReaders;
import dev.renditions.index.codec.Seal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The secret of the index, in a hidden file of the store's folder that only its owner may read. Safe for use by many threads.
 */
public final class DirectoryIndexKey implements IndexSecret {
    private final Path root;
    private final Path file;
    private final Commit commit;
    private final StoreReaders readers;

    /**
     * The secret of the store in this folder. Nothing is read yet.
     *
     * @param root the store's folder; need not exist
     */
    public DirectoryIndexKey(Path root) {
        this(root, StoreReaders.OWNER);
    }

    /**
     * The same.
     *
     * @param readers who may read the store's folder, if this has to create it; only the owner may read the secret
     */
    public DirectoryIndexKey(Path root, StoreReaders readers) {
        this.readers = readers;
        this.root = root.toAbsolutePath().normalize();
        this.file = this.root.resolve(NAME);
        this.commit = new Commit(this.root.resolve(".lock"), Files::createLink);
    }

    @Override
    public String read(Optional<String> known) {
        try {
            return text();
        } catch (NoSuchFileException e) {
            return keep(known.orElseGet(Seal::newSecret));
        } catch (IOException e) {
            throw IoFailures.store("the key of the index " + file + " can't be read", e);
        }
    }

    private String text() throws IOException {
        try (InputStream in = new FolderTree(root).read(NAME)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String keep(String secret) {
        try {
            readers.createFolders(root);
            // Created with permissions for its owner alone, which it keeps under its final name.
            Path draft = Files.createTempFile(root, NAME + "-", "");
            try {
                Files.writeString(draft, secret);
                try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                    channel.force(true);
                }
                commit.ifAbsent(draft, file);
            } finally {
                Files.deleteIfExists(draft);
            }
            return text();
        } catch (IOException e) {
            throw IoFailures.store("the key of the index can't be written to " + file, e);
        }
    }
}
