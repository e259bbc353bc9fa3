package dev.renditions.files;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A folder on a system that can't hold folders open: its entries are accessed by their paths.
 */
record NamedFolder(Path path) implements Folder {
    @Override
    public BasicFileAttributes attributes(Path name) throws IOException {
        return Files.readAttributes(path.resolve(name), BasicFileAttributes.class, NOFOLLOW);
    }

    @Override
    public SeekableByteChannel open(Path name, Set<? extends OpenOption> options) throws IOException {
        return Files.newByteChannel(path.resolve(name), options, PrivateFolder.forOwnersFile());
    }

    @Override
    public boolean ours(Path name) throws IOException {
        if (!Ownership.known()) {
            return !attributes(name).isSymbolicLink();
        }
        PosixFileAttributes attributes = Files.readAttributes(path.resolve(name), PosixFileAttributes.class, NOFOLLOW);
        return Ownership.ours(attributes);
    }

    @Override
    public boolean deleteOurs(Path name) throws IOException {
        if (!ours(name)) {
            return false;
        }
        delete(name);
        return true;
    }

    @Override
    public void delete(Path name) throws IOException {
        Files.walkFileTree(path.resolve(name), new SimpleFileVisitor<>() {
            /** Restores the permissions of a folder if a program took them away. */
            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (!(e instanceof AccessDeniedException) || !Ownership.known() || Files.isReadable(file)) {
                    throw e;
                }
                PrivateFolder.allow(file, PrivateFolder.OWNERS_FOLDER);
                new NamedFolder(Objects.requireNonNull(file.getParent())).delete(file.getFileName());
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException e) throws IOException {
                Files.deleteIfExists(dir);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
