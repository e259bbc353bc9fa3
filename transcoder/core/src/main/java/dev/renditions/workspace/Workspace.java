package dev.renditions.workspace;

import dev.renditions.api.SourceException;
import dev.renditions.files.Deletion;
import dev.renditions.files.PathRules;
import dev.renditions.support.SettingName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Private folders for jobs, below one root. A folder is deleted when its job ends, and all that are left are deleted when
 * the workspace is closed. Safe for use by many threads.
 */
public final class Workspace implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Workspace.class);
    private static final String PREFIX = "renditions-job-";
    /** Longer than an encode and its publication take: settings allow an encode 20 hours at most. */
    private static final Duration ABANDONED = Duration.ofDays(1);

    private final Path root;
    private final Clock clock;
    private final PathRules paths;
    private final Set<Path> open = ConcurrentHashMap.newKeySet();
    private final DiskReservations reservations = new DiskReservations();
    private final AtomicBoolean swept = new AtomicBoolean();

    /**
     * A workspace below a folder, which is created on first use.
     *
     * @param root where the folders of jobs are created; needs space for sources and outputs
     * @param clock tells which folders crashed processes have abandoned: those without a write for a day
     */
    public Workspace(Path root, Clock clock) {
        this(root, clock, PathRules.STRICT);
    }

    /**
     * The same.
     *
     * @param paths whether the root may be used
     */
    public Workspace(Path root, Clock clock, PathRules paths) {
        this.root = root;
        this.clock = clock;
        this.paths = paths;
    }

    /**
     * A new empty folder that only this user may access.
     *
     * @throws SourceException if the disk space or the permission is lacking
     */
    public Folder open() {
        try {
            paths.createPrivate(root);
            if (!swept.getAndSet(true)) {
                sweep();
            }
            // createTempDirectory gives access to the owner alone.
            Path path = Files.createTempDirectory(root, PREFIX).toRealPath();
            open.add(path);
            return new Folder(path);
        } catch (IOException e) {
            throw noFolder(root, e);
        }
    }

    private static SourceException noFolder(Path where, IOException e) {
        return new SourceException(
                SourceException.Kind.UNREADABLE,
                "a folder for temporary files can't be created in " + where + " (" + e.getMessage()
                        + "); set another one with " + SettingName.WORK_DIR,
                e);
    }

    /** How many bytes can still be written; empty if the file system does not report it. */
    public OptionalLong free() {
        try {
            Path existing = root.toAbsolutePath();
            while (!Files.exists(existing) && existing.getParent() != null) {
                existing = existing.getParent();
            }
            return OptionalLong.of(Files.getFileStore(existing).getUsableSpace());
        } catch (IOException | UnsupportedOperationException e) {
            return OptionalLong.empty();
        }
    }

    Path root() {
        return root;
    }

    /** The disk space that its jobs have yet to write. */
    DiskReservations reservations() {
        return reservations;
    }

    /**
     * Deletes every folder of a job that is not open here, whatever its age. For a process that has the root to itself, such
     * as a Lambda function, whose earlier processes may have been killed in the middle of a job.
     */
    public void clear() {
        Set<String> ours =
                open.stream().map(path -> path.getFileName().toString()).collect(Collectors.toSet());
        try {
            Deletion.sweep(root, (name, changed) -> name.startsWith(PREFIX) && !ours.contains(name));
        } catch (IOException e) {
            LOG.warn("temporary files may be left in {}: {}", root, e.getMessage());
        }
    }

    /** Deletes every folder that is still open. */
    @Override
    public void close() {
        open.forEach(this::delete);
    }

    /** Killed processes leave their folders. Where processes are killed repeatedly (Lambda), the disk would fill up. */
    private void sweep() throws IOException {
        FileTime last = FileTime.from(clock.instant().minus(ABANDONED));
        Deletion.sweep(root, (name, changed) -> name.startsWith(PREFIX) && changed.compareTo(last) < 0);
    }

    private void delete(Path folder) {
        try {
            Deletion.delete(folder);
        } catch (IOException e) {
            LOG.warn("temporary files are left in {}: {}", folder, e.getMessage());
        }
        open.remove(folder);
    }

    /** The folder of one job. */
    public final class Folder implements AutoCloseable {
        private final Path path;

        private Folder(Path path) {
            this.path = path;
        }

        /**
         * A new empty folder within this one.
         *
         * @param name chosen by this program, never by an uploader
         * @throws SourceException if the disk space is lacking
         */
        public Folder open(String name) {
            try {
                return new Folder(Files.createDirectory(path.resolve(name)));
            } catch (IOException e) {
                throw noFolder(path, e);
            }
        }

        /** Where it is: absolute, without links. */
        public Path path() {
            return path;
        }

        /** Deletes it with all that is in it. */
        @Override
        public void close() {
            delete(path);
        }
    }
}
