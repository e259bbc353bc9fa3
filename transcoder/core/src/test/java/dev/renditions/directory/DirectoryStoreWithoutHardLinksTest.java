package dev.renditions.directory;

import dev.renditions.api.ObjectStore;
import dev.renditions.testing.DirectoryFiles;
import dev.renditions.testing.ObjectStoreContract;
import dev.renditions.testing.StoredFiles;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract on a file system without hard links, such as FAT. */
final class DirectoryStoreWithoutHardLinksTest implements ObjectStoreContract {
    @TempDir
    Path root;

    private ObjectStore store;

    @BeforeEach
    void open() {
        store = new DirectoryStore(root, (link, existing) -> {
            throw new FileSystemException(link.toString(), existing.toString(), "Operation not permitted");
        });
    }

    @Override
    public ObjectStore store() {
        return store;
    }

    @Override
    public StoredFiles files() {
        return new DirectoryFiles(root);
    }
}
