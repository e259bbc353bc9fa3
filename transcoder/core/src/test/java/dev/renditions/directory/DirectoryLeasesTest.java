package dev.renditions.directory;

import static dev.renditions.testing.SampleRendition.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.renditions.api.ObjectStore;
import dev.renditions.api.StoreException;
import dev.renditions.api.StoreLeases;
import dev.renditions.testing.DirectoryFiles;
import dev.renditions.testing.StoreLeasesContract;
import dev.renditions.testing.StoredFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Leases in a folder. All workers are in one process here, so a worker that takes over a lease finds the lock still held, as
 * by a frozen holder.
 */
final class DirectoryLeasesTest implements StoreLeasesContract {
    @TempDir
    private Path root;

    private final AtomicLong time = new AtomicLong();
    private final List<StoreLeases> opened = new ArrayList<>();

    @AfterEach
    void close() {
        opened.forEach(StoreLeases::close);
    }

    @Override
    public AtomicLong time() {
        return time;
    }

    @Override
    public StoreLeases newWorker() {
        StoreLeases worker = new DirectoryLeases(root, time::get);
        opened.add(worker);
        return worker;
    }

    @Override
    public ObjectStore store() {
        return new DirectoryStore(root);
    }

    /** All files but that of the locks, which stays. */
    @Override
    public StoredFiles leaseFiles() {
        return new LeaseFilesOf(new DirectoryFiles(root.resolve(".leases")));
    }

    @Test
    void lockOfACrashedHolderIsFreeAtOnceAlthoughItsFileRemains() throws IOException {
        StoreLeases dead = new DirectoryLeases(root, time::get);
        assertThat(dead.tryTake(KEY, TTL)).isPresent();
        // The kernel does this when a process ends.
        dead.close();
        assertThat(leaseFiles().list()).hasSize(1);
        assertThat(newWorker().tryTake(KEY, TTL)).isPresent();
    }

    @Test
    void leaseThatWasTakenOverFromAFrozenHolderAndReleasedCanBeTakenAgain() {
        assertThat(newWorker().tryTake(KEY, TTL)).isPresent();
        StoreLeases other = newWorker();
        assertThat(other.tryTake(KEY, TTL)).isEmpty();
        time.addAndGet(TTL.toNanos());
        other.tryTake(KEY, TTL).orElseThrow().release();

        assertThat(other.tryTake(KEY, TTL))
                .as("the holder may be about to write")
                .isEmpty();
        time.addAndGet(TTL.toNanos());
        assertThat(other.tryTake(KEY, TTL)).isPresent();
    }

    @Test
    void interruptedThreadLosesNoLease() {
        StoreLeases worker = newWorker();
        StoreLeases.StoreLease lease = worker.tryTake(KEY, TTL).orElseThrow();
        Thread.currentThread().interrupt();
        try {
            worker.tryTake(KEY, TTL);
        } catch (RuntimeException e) {
            // As with any other file access.
        } finally {
            Thread.interrupted();
        }
        assertThat(newWorker().tryTake(KEY, TTL)).isEmpty();
        assertThat(lease.renew(TTL)).isTrue();
    }

    @Test
    void leasesOlderThanADayAreDeleted() throws IOException {
        StoreLeases dead = new DirectoryLeases(root, time::get);
        assertThat(dead.tryTake(KEY, TTL)).isPresent();
        dead.close();
        newWorker();
        assertThat(leaseFiles().list()).hasSize(1);
        for (String file : leaseFiles().list()) {
            Files.setLastModifiedTime(
                    root.resolve(".leases").resolve(file),
                    FileTime.from(Instant.now().minus(Duration.ofDays(2))));
        }
        newWorker();
        assertThat(leaseFiles().list()).isEmpty();
    }

    @Test
    void errorNamesAFolderThatCannotBeWritten() throws IOException {
        Files.writeString(root.resolve(".leases"), "a file, not a folder");
        assertThatThrownBy(() -> newWorker().tryTake(KEY, TTL))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(".leases");
    }

    private record LeaseFilesOf(StoredFiles files) implements StoredFiles {
        @Override
        public Set<String> list() {
            return files.list().stream().filter(file -> !file.equals("locks")).collect(Collectors.toSet());
        }

        @Override
        public byte[] read(String path) {
            return files.read(path);
        }

        @Override
        public void write(String path, byte[] bytes) {
            files.write(path, bytes);
        }

        @Override
        public void delete(String path) {
            files.delete(path);
        }
    }
}
