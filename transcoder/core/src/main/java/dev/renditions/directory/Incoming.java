package dev.renditions.directory;

import dev.renditions.files.Deletion;
import dev.renditions.files.InnerFolder;
import dev.renditions.files.PrivateFolder;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hidden folder where files are written before they are moved into place, and to which they are moved before they are
 * deleted. It lies in the store's root, so that each move is an atomic rename.
 */
final class Incoming {
    private static final Logger LOG = LoggerFactory.getLogger(Incoming.class);
    private static final Duration KEPT = Duration.ofDays(1);

    private static final Pattern DRAFT = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final InnerFolder folder;

    Incoming(InnerFolder folder) {
        this.folder = folder;
    }

    /** A new private folder for one caller. */
    Path create() throws IOException {
        folder.create();
        Path created = folder.path().resolve(UUID.randomUUID().toString());
        return Files.createDirectory(created, PrivateFolder.forOwnersFolder());
    }

    /**
     * Moves a folder into place atomically, unless the target has files, or had some a moment ago.
     *
     * @return whether it was moved
     * @throws IOException if it can't be moved for any other reason
     */
    boolean moveTo(Path target, Path files) throws IOException {
        try {
            Files.move(files, target, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (DirectoryNotEmptyException e) {
            return false;
        } catch (FileSystemException e) {
            // On Linux Java reports a target that is not empty by this exception, with the system's message.
            if (Files.isDirectory(target) || "Directory not empty".equals(e.getReason())) {
                return false;
            }
            throw e;
        }
    }

    /** Moves a folder out of the store atomically and deletes it: nobody sees half of it. */
    void discard(Path files) throws IOException {
        Path away = create();
        try {
            Files.move(files, away.resolve("discarded"), StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            // Another worker that wrote the same bytes has removed it.
        } finally {
            delete(away);
        }
    }

    /** Deletes a file or folder if it exists. What can't be deleted is left for {@link #deleteLeftovers}. */
    void delete(Path path) {
        try {
            Deletion.delete(path);
        } catch (IOException e) {
            LOG.warn("{} can't be deleted now and will be deleted later: {}", path, e.toString());
        }
    }

    /** Deletes drafts that crashed processes left more than a day ago: longer than any copy takes. */
    void deleteLeftovers() {
        FileTime limit = FileTime.from(Instant.now().minus(KEPT));
        try {
            folder.sweep((name, changed) -> DRAFT.matcher(name).matches() && changed.compareTo(limit) < 0);
        } catch (IOException e) {
            LOG.warn("files of crashed processes in {} can't be deleted: {}", folder.path(), e.toString());
        }
    }
}
