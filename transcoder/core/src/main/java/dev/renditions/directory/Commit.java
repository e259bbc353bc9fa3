package dev.renditions.directory;

import dev.renditions.files.StoreReaders;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Puts a manifest into place atomically: readers see none or all of it. Only the creation of a hard link does so and fails
 * if the target exists. Where hard links are not supported (FAT, some network shares), the target is checked and the file
 * then renamed, under a lock that all processes take which use the folder. Where the share has no locks between machines
 * either, the last of two concurrent writers wins, and both renditions stay complete.
 */
final class Commit {
    /** Creates a hard link. */
    @FunctionalInterface
    interface Link {
        void create(Path link, Path existing) throws IOException;
    }

    private interface Step {
        boolean run() throws IOException;
    }

    /** A file lock works between processes only: a second one in the same process throws. */
    private static final ReentrantLock WITHIN_PROCESS = new ReentrantLock();

    private static final long PATIENCE_SECONDS = 10;

    private final Path lock;
    private final Link link;

    Commit(Path lock, Link link) {
        this.lock = lock;
        this.link = link;
    }

    /**
     * Puts a file into place if the target does not exist.
     *
     * @return whether the target did not exist
     */
    boolean ifAbsent(Path written, Path target) throws IOException {
        try {
            link.create(target, written);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (UnsupportedOperationException | FileSystemException e) {
            return locked(() -> !Files.exists(target) && renamed(written, target));
        }
    }

    /**
     * Replaces a file if it has these bytes.
     *
     * @return whether it still had them
     */
    boolean replace(byte[] before, Path written, Path target) throws IOException {
        return locked(() -> Arrays.equals(before, Files.readAllBytes(target)) && renamed(written, target));
    }

    /**
     * Deletes a file if it has these bytes.
     *
     * @return whether it still had them
     */
    boolean delete(byte[] before, Path target) throws IOException {
        return locked(() -> {
            try {
                return Arrays.equals(before, Files.readAllBytes(target)) && Files.deleteIfExists(target);
            } catch (NoSuchFileException e) {
                return false;
            }
        });
    }

    private static boolean renamed(Path written, Path target) throws IOException {
        Files.move(written, target, StandardCopyOption.ATOMIC_MOVE);
        return true;
    }

    private boolean locked(Step step) throws IOException {
        if (!taken()) {
            throw new IOException("another thread has held the lock " + lock + " for " + PATIENCE_SECONDS + " s");
        }
        try (FileChannel channel = StoreReaders.open(
                        lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
                FileLock held = channel.lock()) {
            return held.isValid() && step.run();
        } finally {
            WITHIN_PROCESS.unlock();
        }
    }

    private static boolean taken() {
        try {
            return WITHIN_PROCESS.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
