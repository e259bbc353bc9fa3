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
 * Puts a manifest into place at one stroke: readers see none or all of it. Making a hard link is the one operation of a file
 * system that does so and fails if there is one already. Where there are no hard links (FAT, some network shares) it is done
 * by looking first and renaming then, under a lock that all processes take which use the folder; where the share has no
 * locks between machines either, the last of two that come at the same moment wins, and both renditions stay whole.
 */
final class Commit {
    /** How to make a hard link. */
    @FunctionalInterface
    interface Link {
        void create(Path link, Path existing) throws IOException;
    }

    private interface Step {
        boolean run() throws IOException;
    }

    /** The system's lock holds between processes only, and throws within one. */
    private static final ReentrantLock WITHIN_PROCESS = new ReentrantLock();

    private static final long PATIENCE_SECONDS = 10;

    private final Path lock;
    private final Link link;

    Commit(Path lock, Link link) {
        this.lock = lock;
        this.link = link;
    }

    /**
     * Puts a file where none is.
     *
     * @return whether there was none
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
     * Puts a file in place of one with these bytes.
     *
     * @return whether those bytes were still there
     */
    boolean replace(byte[] before, Path written, Path target) throws IOException {
        return locked(() -> Arrays.equals(before, Files.readAllBytes(target)) && renamed(written, target));
    }

    /**
     * Deletes a file with these bytes.
     *
     * @return whether those bytes were still there
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
