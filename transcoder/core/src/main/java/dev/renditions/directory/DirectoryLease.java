package dev.renditions.directory;

import dev.renditions.api.StoreLeases.StoreLease;
import dev.renditions.store.LeaseRecord;
import java.io.IOException;
import java.nio.channels.FileLock;
import java.time.Duration;
import java.util.Optional;

/** A lease in a folder that this process took. */
final class DirectoryLease implements StoreLease {
    private final LeaseFiles files;
    private final String file;
    private final long at;
    private final Optional<FileLock> lock;
    private LeaseRecord record;
    private boolean ended;

    DirectoryLease(LeaseFiles files, String file, long at, LeaseRecord record, Optional<FileLock> lock) {
        this.files = files;
        this.file = file;
        this.at = at;
        this.record = record;
        this.lock = lock;
    }

    @Override
    public synchronized boolean renew(Duration ttl) {
        if (ended) {
            return false;
        }
        LeaseRecord next = record.renewed(ttl);
        try {
            Optional<Boolean> written = files.exclusively(at, () -> {
                if (!isOurs()) {
                    return false;
                }
                files.write(file, next);
                return true;
            });
            // Another reads it at this moment: the next renewal says more.
            if (written.isEmpty()) {
                return true;
            }
            record = next;
            if (!written.get()) {
                ended = true;
                unlock();
            }
            return written.get();
        } catch (IOException e) {
            throw IoFailures.store("the lease " + files.folder().resolve(file) + " can't be renewed", e);
        }
    }

    /** The file goes before the lock, so that nobody who gets the lock finds the file of a holder who lives. */
    @Override
    public synchronized void release() {
        if (ended) {
            return;
        }
        ended = true;
        try {
            deleteAndUnlock();
        } catch (IOException e) {
            throw IoFailures.store("the lease " + files.folder().resolve(file) + " can't be released", e);
        }
    }

    private void deleteAndUnlock() throws IOException {
        try {
            // If another reads it at this moment, the file stays, and says nothing without the lock.
            files.exclusively(at, () -> {
                if (isOurs()) {
                    files.delete(file);
                }
                return true;
            });
        } finally {
            unlock();
        }
    }

    /** A file that somebody deleted is nobody else's. */
    private boolean isOurs() throws IOException {
        Optional<LeaseFiles.Seen> seen = files.read(file);
        return seen.isEmpty()
                || seen.get().record().filter(record::isOfSameHolder).isPresent();
    }

    private void unlock() throws IOException {
        if (lock.isPresent() && lock.get().isValid()) {
            lock.get().release();
        }
    }
}
