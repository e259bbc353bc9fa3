package dev.renditions.files;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A folder that is held open: its entries are accessed through the handle, even if its path is redirected meanwhile.
 *
 * @param handle the open folder
 */
record OpenFolder(SecureDirectoryStream<Path> handle) implements Folder {
    private static final Path ITSELF = Path.of(".");
    /** The open files of this process, on Linux. */
    private static final Path OPEN = Path.of("/proc/self/fd");

    private static final Set<PosixFilePermission> OWNERS = PosixFilePermissions.fromString(PrivateFolder.OWNERS_FOLDER);
    /** Each level holds a file open. A compromised program may leave endlessly nested folders. */
    private static final int DEEPEST = 40;
    /** Files that appear while a folder is emptied are deleted, too, but not forever. */
    private static final int MOST_PASSES = 10_000;

    @Override
    public BasicFileAttributes attributes(Path name) throws IOException {
        return handle.getFileAttributeView(name, BasicFileAttributeView.class, NOFOLLOW)
                .readAttributes();
    }

    @Override
    public SeekableByteChannel open(Path name, Set<? extends OpenOption> options) throws IOException {
        return handle.newByteChannel(name, options, PrivateFolder.forOwnersFile());
    }

    @Override
    public boolean ours(Path name) throws IOException {
        return Ownership.ours(handle.getFileAttributeView(name, PosixFileAttributeView.class, NOFOLLOW)
                .readAttributes());
    }

    @Override
    public void delete(Path name) throws IOException {
        delete(name, false);
    }

    @Override
    public boolean deleteOurs(Path name) throws IOException {
        return ours(name) && delete(name, true);
    }

    private boolean delete(Path name, boolean checked) throws IOException {
        if (!attributes(name).isDirectory()) {
            handle.deleteFile(name);
            return true;
        }
        try (SecureDirectoryStream<Path> opened = handle.newDirectoryStream(name, NOFOLLOW)) {
            PosixFileAttributeView itself = opened.getFileAttributeView(PosixFileAttributeView.class);
            if (checked && !Ownership.ours(itself.readAttributes())) {
                return false;
            }
            OpenFolder folder = new OpenFolder(opened);
            folder.empty(folder, 1);
        }
        handle.deleteDirectory(name);
        return true;
    }

    /** Empties this folder. Folders that are nested too deeply are moved to the top, where a later pass deletes them. */
    private void empty(OpenFolder top, int depth) throws IOException {
        for (int i = 0; i < MOST_PASSES; i++) {
            Pass pass = pass(top, depth);
            if (pass.deleted() == 0) {
                if (pass.failure() != null) {
                    throw pass.failure();
                }
                return;
            }
        }
        throw new IOException("new files keep appearing in the folder");
    }

    private Pass pass(OpenFolder top, int depth) throws IOException {
        long deleted = 0;
        IOException failure = null;
        try (SecureDirectoryStream<Path> entries = handle.newDirectoryStream(ITSELF, NOFOLLOW)) {
            for (Path entry : entries) {
                try {
                    remove(entry.getFileName(), top, depth);
                    deleted++;
                } catch (NoSuchFileException e) {
                    // Another process deletes the same folder.
                } catch (IOException e) {
                    failure = e;
                }
            }
        } catch (DirectoryIteratorException e) {
            throw new IOException("the folder can't be read: " + e.getMessage(), e);
        }
        return new Pass(deleted, failure);
    }

    private void remove(Path name, OpenFolder top, int depth) throws IOException {
        PosixFileAttributes attributes = handle.getFileAttributeView(name, PosixFileAttributeView.class, NOFOLLOW)
                .readAttributes();
        if (!attributes.isDirectory()) {
            // Deletes a link itself, not its target.
            handle.deleteFile(name);
            return;
        }
        if (!attributes.permissions().containsAll(OWNERS)) {
            makeAccessible(name, attributes);
        }
        if (depth == DEEPEST) {
            handle.move(name, top.handle, Path.of("deep-" + UUID.randomUUID()));
        } else {
            try (SecureDirectoryStream<Path> opened = handle.newDirectoryStream(name, NOFOLLOW)) {
                new OpenFolder(opened).empty(top, depth + 1);
            }
            handle.deleteDirectory(name);
        }
    }

    /**
     * Restores the permissions of this user's folder if a program took them away: without them it can't be emptied. Java
     * changes permissions only of readable files, or by a path. So this uses the path of this open folder, in which nobody
     * else can replace anything.
     */
    private void makeAccessible(Path name, PosixFileAttributes attributes) throws IOException {
        PosixFileAttributes here =
                handle.getFileAttributeView(PosixFileAttributeView.class).readAttributes();
        if (attributes.owner().equals(Ownership.ourselves()) && Ownership.ours(here)) {
            Optional<Path> open = pathOf(here.fileKey());
            if (open.isPresent()) {
                PrivateFolder.allow(open.get().resolve(name), PrivateFolder.OWNERS_FOLDER);
            }
        }
    }

    /** The path in {@code /proc} that leads to this open folder, even if its own path is redirected meanwhile. */
    private static Optional<Path> pathOf(Object key) throws IOException {
        try (DirectoryStream<Path> open = Files.newDirectoryStream(OPEN)) {
            for (Path file : open) {
                if (key.equals(keyOf(file))) {
                    return Optional.of(file);
                }
            }
            return Optional.empty();
        }
    }

    private static @Nullable Object keyOf(Path file) {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        } catch (IOException e) {
            return null; // Closed meanwhile.
        }
    }

    private record Pass(long deleted, @Nullable IOException failure) {}
}
