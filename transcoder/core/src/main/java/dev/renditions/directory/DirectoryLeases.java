package dev.renditions.directory;

import dev.renditions.api.StoreLeases;
import dev.renditions.files.InnerFolder;
import dev.renditions.files.StoreReaders;
import dev.renditions.index.ContentHash;
import dev.renditions.index.LeaseKey;
import dev.renditions.store.LeaseRecord;
import dev.renditions.store.LeaseWatch;
import dev.renditions.store.RenditionLayout;
import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Leases in the hidden folder {@code .leases} of the store. A holder has two things: a lock on one byte of the file
 * {@code locks}, which the kernel frees when the process ends, so that another worker takes over from a crashed holder at
 * once; and a small file that it rewrites at each renewal, so that another worker takes over from a frozen holder when its
 * lease expires. A digest of the lease's key selects the byte. The file {@code locks} stays empty and is never deleted,
 * so nobody can hold a lock on a file that has lost its name.
 *
 * <p>Between machines, leases work if the file system supports locks between them. If it supports no locks at all,
 * {@link #tryTake} throws. Locks belong to processes: a process must use a single instance for a folder, and ends all its
 * leases when it closes the instance.
 */
public final class DirectoryLeases implements StoreLeases {
    /** What a lease without a file looks like, unlike the text of any file. */
    private static final String NO_FILE = "";

    private final LeaseFiles files;
    private final LeaseWatch watch;

    /**
     * The leases of the store in this folder. Deletes what crashed processes left more than a day ago.
     *
     * @param root the folder; need not exist
     */
    public DirectoryLeases(Path root) {
        this(root, StoreReaders.OWNER);
    }

    /**
     * The same.
     *
     * @param readers who may read the store's folder, if this has to create it
     */
    public DirectoryLeases(Path root, StoreReaders readers) {
        this(root, readers, System::nanoTime);
    }

    DirectoryLeases(Path root, LongSupplier nanoTime) {
        this(root, StoreReaders.OWNER, nanoTime);
    }

    private DirectoryLeases(Path root, StoreReaders readers, LongSupplier nanoTime) {
        this.files = new LeaseFiles(new InnerFolder(root.toAbsolutePath().normalize(), ".leases"), readers);
        this.watch = new LeaseWatch(nanoTime);
        files.deleteLeftovers();
    }

    @Override
    public Optional<StoreLease> tryTake(LeaseKey key, Duration ttl) {
        try {
            Optional<FileLock> lock = files.tryLock(offset(key));
            Optional<StoreLease> taken = Optional.empty();
            try {
                taken = take(key, LeaseRecord.create(ttl, lock.isPresent()), lock);
            } finally {
                if (taken.isEmpty() && lock.isPresent()) {
                    lock.get().release();
                }
            }
            taken.ifPresent(lease -> watch.forget(key));
            return taken;
        } catch (IOException e) {
            throw IoFailures.store("a lease can't be taken in " + files.folder(), e);
        }
    }

    private Optional<StoreLease> take(LeaseKey key, LeaseRecord mine, Optional<FileLock> lock) throws IOException {
        String file = files.file(key);
        // Without the lock, look first: exclusive access to the file would be in the way of the lock's holder.
        if (lock.isEmpty() && !isFree(key, files.read(file), mine)) {
            return Optional.empty();
        }
        return files.exclusively(offset(key), () -> {
                    Optional<LeaseFiles.Seen> seen = files.read(file);
                    if (!isFree(key, seen, mine)) {
                        return false;
                    }
                    files.write(file, mine);
                    return true;
                })
                .filter(written -> written)
                .map(written -> new DirectoryLease(files, file, offset(key), mine, lock));
    }

    /**
     * Once this process has the lock, a holder that had it has crashed. A holder that never had it is watched until its
     * lease expires, and so is a frozen one, which still has it.
     */
    private boolean isFree(LeaseKey key, Optional<LeaseFiles.Seen> seen, LeaseRecord mine) {
        if (seen.isEmpty()) {
            // If another process has the lock, it is about to write the file, or frozen, and another worker took its
            // lease over.
            return mine.locked() || watch.hasExpired(key, NO_FILE, mine.length());
        }
        Optional<LeaseRecord> holder = seen.get().record();
        if (mine.locked() && holder.filter(LeaseRecord::locked).isPresent()) {
            return true;
        }
        return watch.hasExpired(
                key, seen.get().version(), holder.map(LeaseRecord::length).orElse(mine.length()));
    }

    /** An even offset, so that the byte after it belongs to the same lease. */
    private static long offset(LeaseKey key) {
        String hex = ContentHash.of(RenditionLayout.lease(key).getBytes(StandardCharsets.UTF_8))
                .hex();
        return Long.parseUnsignedLong(hex.substring(0, 15), 16) << 1;
    }

    @Override
    public void close() {
        files.close();
    }
}
