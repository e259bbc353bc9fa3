package dev.renditions.files;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes files and whole folders where other users may write, too, such as in a shared temporary folder. During the
 * deletion such a user can replace a folder with a link. So each folder is held open, its entries are deleted relative to
 * it, and no link is followed.
 *
 * <p>Where Java has no {@link java.nio.file.SecureDirectoryStream} (Windows, some systems other than Linux), entries are
 * deleted by their paths, and a race remains: keep users that you don't trust away from these folders.
 */
public final class Deletion {
    private static final Logger LOG = LoggerFactory.getLogger(Deletion.class);

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._-]+");

    private Deletion() {}

    /**
     * Deletes a file or folder that this process created, with its contents. It need not exist.
     *
     * @throws IOException if some of it is left
     */
    public static void delete(Path path) throws IOException {
        Path absolute = path.toAbsolutePath();
        Path parent = absolute.getParent();
        if (parent == null) {
            throw new IOException("the root of a file system can't be deleted");
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(parent)) {
            Folder.of(entries, parent).delete(absolute.getFileName());
        } catch (NoSuchFileException e) {
            // Already deleted.
        }
    }

    /**
     * Deletes what earlier processes left directly in a folder. Keeps entries that belong to another user, or that other
     * users may change: in a shared folder everybody can choose the names that this program uses. Failures are logged.
     *
     * @param folder need not exist
     * @param chosen whether to delete an entry with this name and time of modification
     * @throws IOException if the folder can't be read
     */
    public static void sweep(Path folder, BiPredicate<String, FileTime> chosen) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            sweep(Folder.of(entries, folder), entries, folder, chosen);
        } catch (NoSuchFileException e) {
            // Nothing was ever written there.
        }
    }

    /**
     * The same in a folder that is already open.
     *
     * @param path the folder's path, for the log
     */
    static void sweep(Folder folder, DirectoryStream<Path> entries, Path path, BiPredicate<String, FileTime> chosen)
            throws IOException {
        long foreign = 0;
        String example = "";
        try {
            for (Path entry : entries) {
                if (!isDone(folder, entry.getFileName(), chosen)) {
                    foreign++;
                    example = example.isEmpty() ? advice(path, entry.getFileName()) : example;
                }
            }
        } catch (DirectoryIteratorException e) {
            throw unreadable(path, e);
        }
        if (foreign > 0) {
            LOG.warn(
                    "{} entries of {} are named like temporary files of Renditions but are not deleted: they belong to"
                            + " another user, or other users may change them, as those of earlier versions under umask"
                            + " 002{}",
                    foreign,
                    path,
                    example);
        }
    }

    /** Names an entry, unless its name has characters that a shell would interpret: another user may have chosen it. */
    private static String advice(Path folder, Path name) {
        return PLAIN.matcher(name.toString()).matches()
                ? "; if " + folder.resolve(name) + " is yours, delete it with rm -r"
                : "";
    }

    /** Deletes chosen files of any owner; folders and links are kept. */
    static void sweepFiles(
            Folder folder, DirectoryStream<Path> entries, Path path, BiPredicate<String, FileTime> chosen)
            throws IOException {
        try {
            for (Path entry : entries) {
                deleteFile(folder, entry.getFileName(), chosen);
            }
        } catch (DirectoryIteratorException e) {
            throw unreadable(path, e);
        }
    }

    private static void deleteFile(Folder folder, Path name, BiPredicate<String, FileTime> chosen) {
        try {
            BasicFileAttributes attributes = folder.attributes(name);
            if (attributes.isRegularFile() && chosen.test(name.toString(), attributes.lastModifiedTime())) {
                folder.delete(name);
            }
        } catch (NoSuchFileException e) {
            // Another process was faster.
        } catch (IOException e) {
            LOG.debug("the file {} can't be deleted: {}", name, e.toString());
        }
    }

    private static IOException unreadable(Path folder, DirectoryIteratorException e) {
        return new IOException("the folder " + folder + " can't be read: " + e.getMessage(), e);
    }

    /** Deletes an entry if it is chosen. Returns false if it is chosen but kept, because it is not this user's alone. */
    private static boolean isDone(Folder folder, Path name, BiPredicate<String, FileTime> chosen) {
        try {
            return !chosen.test(name.toString(), folder.attributes(name).lastModifiedTime()) || folder.deleteOurs(name);
        } catch (NoSuchFileException e) {
            // Another process was faster.
        } catch (IOException e) {
            LOG.warn("the temporary file or folder {} can't be deleted: {}", name, e.toString());
        }
        return true;
    }
}
