package dev.renditions.directory;

import dev.renditions.files.InnerFolder;
import dev.renditions.files.StoreReaders;
import dev.renditions.index.LeaseKey;
import dev.renditions.store.LeaseRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files of the leases in a folder, and the locks on them. Safe for use by many threads. */
final class LeaseFiles {
    private static final Logger LOG = LoggerFactory.getLogger(LeaseFiles.class);
    private static final String LOCKS = "locks";
    private static final Duration KEPT = Duration.ofDays(1);

    /** What {@link #file} returns. */
    private static final Pattern LEASE = Pattern.compile(
            "[0-9a-f]{64}-[a-z][a-z0-9-]*-[0-9a-f]{12}|[a-z]+-[0-9a-f]{64}(\\.[0-9]{1,19}-[0-9]{1,19})?");
    /** Longer than any lease. */
    private static final int MOST_BYTES = 4096;

    private final InnerFolder folder;
    private final StoreReaders readers;
    /** The only channel on that file: if a process closes any channel of a file, the kernel drops all its locks on it. */
    private @Nullable FileChannel locks;

    LeaseFiles(InnerFolder folder, StoreReaders readers) {
        this.folder = folder;
        this.readers = readers;
    }

    /**
     * An existing lease.
     *
     * @param version the text of the file
     * @param record its content; absent if it can't be read as a lease
     */
    record Seen(String version, Optional<LeaseRecord> record) {}

    /** Reads and writes files. */
    @FunctionalInterface
    interface Step {
        boolean run() throws IOException;
    }

    Path folder() {
        return folder.path();
    }

    /** The name of the file of a lease. */
    String file(LeaseKey key) {
        return key.toString().replace('/', '-');
    }

    /**
     * A lock on one byte; empty if another thread or process has it. Never waits: if a thread is interrupted while it waits
     * for a lock, the channel is closed.
     */
    Optional<FileLock> tryLock(long offset) throws IOException {
        try {
            return Optional.ofNullable(channel().tryLock(offset, 1, false));
        } catch (OverlappingFileLockException e) {
            return Optional.empty();
        }
    }

    /** Runs a step with exclusive access to the file of one lease; empty if another thread or process has that access. */
    Optional<Boolean> exclusively(long offset, Step step) throws IOException {
        Optional<FileLock> lock = tryLock(offset + 1);
        if (lock.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(step.run());
        } finally {
            lock.get().release();
        }
    }

    Optional<Seen> read(String file) throws IOException {
        try (FileChannel channel = folder.open(file, Set.of(StandardOpenOption.READ))) {
            byte[] bytes = Channels.newInputStream(channel).readNBytes(MOST_BYTES);
            return Optional.of(new Seen(new String(bytes, StandardCharsets.UTF_8), LeaseRecord.decode(bytes)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    void write(String file, LeaseRecord record) throws IOException {
        try (FileChannel channel = folder.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE))) {
            for (ByteBuffer left = ByteBuffer.wrap(record.encode()); left.hasRemaining(); ) {
                channel.write(left);
            }
        }
    }

    void delete(String file) throws IOException {
        folder.delete(file);
    }

    private synchronized FileChannel channel() throws IOException {
        FileChannel open = locks;
        if (open == null || !open.isOpen()) {
            readers.createFolders(folder.outer());
            folder.create();
            open = folder.open(LOCKS, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE));
            locks = open;
        }
        return open;
    }

    /** Deletes the leases that were not renewed for a day: their holders crashed, and nobody requested the renditions again. */
    void deleteLeftovers() {
        FileTime limit = FileTime.from(Instant.now().minus(KEPT));
        try {
            folder.sweepFiles((name, changed) -> LEASE.matcher(name).matches() && changed.compareTo(limit) < 0);
        } catch (IOException e) {
            LOG.debug("old leases in {} can't be deleted: {}", folder.path(), e.toString());
        }
    }

    synchronized void close() {
        try {
            if (locks != null) {
                locks.close();
            }
        } catch (IOException e) {
            LOG.debug("{} can't be closed: {}", folder.path().resolve(LOCKS), e.toString());
        }
    }
}
