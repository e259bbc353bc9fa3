package dev.renditions.directory;

import dev.renditions.index.RenditionKey;
import dev.renditions.store.LeaseRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files that leases in a folder are made of, and the locks on them. Safe for use by many threads. */
final class LeaseFiles {
    private static final Logger LOG = LoggerFactory.getLogger(LeaseFiles.class);
    private static final String LOCKS = "locks";
    private static final Duration KEPT = Duration.ofDays(1);

    private final Path folder;
    private final StoreReaders readers;
    /** The only channel on that file: the kernel drops all locks of a process when it closes any. */
    private @Nullable FileChannel locks;

    LeaseFiles(Path root, StoreReaders readers) {
        this.folder = root.resolve(".leases");
        this.readers = readers;
    }

    /**
     * A lease that is there.
     *
     * @param version the text of the file
     * @param record what it says; absent if it can't be read as a lease
     */
    record Seen(String version, Optional<LeaseRecord> record) {}

    /** Something that reads and writes files. */
    @FunctionalInterface
    interface Step {
        boolean run() throws IOException;
    }

    Path folder() {
        return folder;
    }

    Path file(RenditionKey key) {
        return folder.resolve(key.content().hex() + "-" + key.profile());
    }

    /** A lock on one byte; empty if another thread or process has it. Never waits: a thread that is interrupted while it waits for a lock loses the channel. */
    Optional<FileLock> tryLock(long at) throws IOException {
        try {
            return Optional.ofNullable(channel().tryLock(at, 1, false));
        } catch (OverlappingFileLockException e) {
            return Optional.empty();
        }
    }

    /** What a step answers that has the file of one lease to itself; empty if another thread or process has it. */
    Optional<Boolean> exclusively(long at, Step step) throws IOException {
        Optional<FileLock> lock = tryLock(at + 1);
        if (lock.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(step.run());
        } finally {
            lock.get().release();
        }
    }

    Optional<Seen> read(Path file) throws IOException {
        try {
            byte[] bytes = Files.readAllBytes(file);
            return Optional.of(new Seen(new String(bytes, StandardCharsets.UTF_8), LeaseRecord.decode(bytes)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    void write(Path file, LeaseRecord record) throws IOException {
        try (OutputStream out = StoreReaders.write(file)) {
            out.write(record.encode());
        }
    }

    void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
    }

    private synchronized FileChannel channel() throws IOException {
        FileChannel open = locks;
        if (open == null || !open.isOpen()) {
            readers.createFolderOf(folder);
            StoreReaders.OWNER.createFolders(folder);
            open = StoreReaders.open(folder.resolve(LOCKS), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            locks = open;
        }
        return open;
    }

    /** Deletes the leases that nobody has renewed for a day: killed holders left them, and nobody asked again. */
    void deleteLeftovers() {
        if (!Files.isDirectory(folder)) {
            return;
        }
        Instant limit = Instant.now().minus(KEPT);
        try (Stream<Path> paths = Files.list(folder)) {
            List<Path> leases = paths.filter(path -> !path.endsWith(LOCKS)).toList();
            for (Path lease : leases) {
                if (Files.getLastModifiedTime(lease).toInstant().isBefore(limit)) {
                    Files.deleteIfExists(lease);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.debug("old leases in {} can't be deleted: {}", folder, e.toString());
        }
    }

    synchronized void close() {
        try {
            if (locks != null) {
                locks.close();
            }
        } catch (IOException e) {
            LOG.debug("{} can't be closed: {}", folder.resolve(LOCKS), e.toString());
        }
    }
}
