package dev.renditions.directory;

import dev.renditions.api.StoreLeases.StoreLease;
import dev.renditions.store.LeaseRecord;
import java.io.IOException;
import java.nio.channels.FileLock;
import java.time.Duration;
import java.util.Optional;

/** A lease in a folder, held by this process. */
final class DirectoryLease implements StoreLease {
    private final LeaseFiles files;
    private final String file;
    private final long offset;
    private final Optional<FileLock> lock;
    private LeaseRecord record;
    private boolean ended;

    DirectoryLease(LeaseFiles files, String file, long offset, LeaseRecord record, Optional<FileLock> lock) {
        this.files = files;
        this.file = file;
        this.offset = offset;
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
            Optional<Boolean> written = files.exclusively(offset, () -> {
                if (!isOurs()) {
                    return false;
                }
                files.write(file, next);
                return true;
            });
            // Another process has the file at this moment: the next renewal tries again.
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

    /** Deletes the file before it frees the lock, so that nobody takes the lock and still finds the file. */
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
            // If another process has the file at this moment, it stays; without the lock it means nothing.
            files.exclusively(offset, () -> {
                if (isOurs()) {
                    files.delete(file);
                }
                return true;
            });
        } finally {
            unlock();
        }
    }

    /** A deleted file does not belong to another holder. */
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
