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
 * Private folders for jobs, below one root. A folder goes when its job ends, and all that are left when the workspace is
 * closed. Safe for use by many threads.
 */
public final class Workspace implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Workspace.class);
    private static final String PREFIX = "renditions-job-";
    /** Longer than any encode may take, and what comes after it: settings allow it 20 hours at most. */
    private static final Duration ABANDONED = Duration.ofDays(1);

    private final Path root;
    private final Clock clock;
    private final PathRules paths;
    private final Set<Path> open = ConcurrentHashMap.newKeySet();
    private final DiskReservations reservations = new DiskReservations();
    private final AtomicBoolean swept = new AtomicBoolean();

    /**
     * A workspace below a folder, which is made on first use.
     *
     * @param root where the folders of jobs are made; has to have room for sources and outputs
     * @param clock tells which folders of dead processes are abandoned: those that nothing was written to for a day
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
     * A new empty folder that nobody else may look into.
     *
     * @throws SourceException if there is no room or no permission
     */
    public Folder open() {
        try {
            paths.createPrivate(root);
            if (!swept.getAndSet(true)) {
                sweep();
            }
            // createTempDirectory gives a folder to its owner alone.
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

    /** How many bytes can still be written; empty where the file system does not say. */
    public OptionalLong free() {
        try {
            Path there = root.toAbsolutePath();
            while (!Files.exists(there) && there.getParent() != null) {
                there = there.getParent();
            }
            return OptionalLong.of(Files.getFileStore(there).getUsableSpace());
        } catch (IOException | UnsupportedOperationException e) {
            return OptionalLong.empty();
        }
    }

    Path root() {
        return root;
    }

    /** What its jobs have yet to write. */
    DiskReservations reservations() {
        return reservations;
    }

    /**
     * Deletes every folder of a job that is not open here, however young it is: for who has the root to itself, as a function
     * has, whose earlier processes may have been killed in the middle of a job.
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

    /** Deletes every folder that is still there. */
    @Override
    public void close() {
        open.forEach(this::delete);
    }

    /** Processes that were killed leave their folders, and where they run again and again (Lambda) the disk fills up. */
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
         * @param name of ours, never an uploader's
         * @throws SourceException if there is no room
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
