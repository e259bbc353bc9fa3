package dev.renditions.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.FileTime;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * A folder of this program in a folder that other users may write into: they can replace it and its files with links. Each
 * operation opens it relative to the outer folder and follows no link. Where Java has no {@link SecureDirectoryStream}, it
 * uses paths, and a race remains, as in {@link Deletion}. Immutable.
 *
 * @param outer the folder that it lies in, as the user named it; may be a link
 * @param name its name
 */
public record InnerFolder(Path outer, String name) {
    private interface Use<T> {
        T of(Folder folder, DirectoryStream<Path> entries) throws IOException;
    }

    public Path path() {
        return outer.resolve(name);
    }

    /**
     * Creates it and the outer folder if they do not exist. Only this user may access them.
     *
     * @throws IOException also if a link or a file is in its place
     */
    public void create() throws IOException {
        // On Java 17 createDirectories fails where the outer folder is a link to a folder.
        if (!Files.isDirectory(outer)) {
            PrivateFolder.create(outer);
        }
        try {
            Files.createDirectory(path(), PrivateFolder.forOwnersFolder());
        } catch (FileAlreadyExistsException e) {
            refuseLink();
            if (!Files.isDirectory(path(), LinkOption.NOFOLLOW_LINKS)) {
                throw e;
            }
        }
    }

    /**
     * Opens a file in it. If it is created, only its owner may access it.
     *
     * @throws NoSuchFileException if the file or the folder does not exist
     */
    public FileChannel open(String file, Set<? extends OpenOption> options) throws IOException {
        Set<OpenOption> all = new HashSet<>(options);
        all.add(LinkOption.NOFOLLOW_LINKS);
        return use((folder, entries) -> {
            SeekableByteChannel channel = folder.open(Path.of(file), all);
            if (channel instanceof FileChannel found) {
                return found;
            }
            channel.close();
            throw new IOException("the file system of " + path() + " does not support locks");
        });
    }

    /** Deletes a file or folder in it, if it exists. */
    public void delete(String entry) throws IOException {
        useIfPresent((folder, entries) -> {
            folder.delete(Path.of(entry));
            return true;
        });
    }

    /**
     * Deletes what earlier processes left, if it belongs to this user alone; see {@link Deletion#sweep}.
     *
     * @param chosen whether to delete an entry with this name and time of modification
     */
    public void sweep(BiPredicate<String, FileTime> chosen) throws IOException {
        useIfPresent((folder, entries) -> {
            Deletion.sweep(folder, entries, path(), chosen);
            return true;
        });
    }

    /**
     * Deletes files of any owner in it: earlier versions let several users write into one store. Folders and links are
     * kept.
     *
     * @param chosen whether to delete a file with this name and time of modification
     */
    public void sweepFiles(BiPredicate<String, FileTime> chosen) throws IOException {
        useIfPresent((folder, entries) -> {
            Deletion.sweepFiles(folder, entries, path(), chosen);
            return true;
        });
    }

    private void useIfPresent(Use<Boolean> use) throws IOException {
        try {
            use(use);
        } catch (NoSuchFileException e) {
            // Nothing was ever written there, or another process was faster.
        }
    }

    private <T> T use(Use<T> use) throws IOException {
        try (DirectoryStream<Path> outside = Files.newDirectoryStream(outer);
                DirectoryStream<Path> entries = inside(outside)) {
            return use.of(Folder.of(entries, path()), entries);
        } catch (AccessDeniedException e) {
            // An exception of a relative access has a relative path.
            String named = Path.of(e.getFile()).isAbsolute() ? e.getFile() : path().toString();
            throw new AccessDeniedException(named, null, e.getReason());
        }
    }

    @SuppressWarnings("StreamResourceLeak") // The caller closes it.
    private DirectoryStream<Path> inside(DirectoryStream<Path> outside) throws IOException {
        refuseLink();
        return outside instanceof SecureDirectoryStream<Path> held
                ? held.newDirectoryStream(Path.of(name), LinkOption.NOFOLLOW_LINKS)
                : Files.newDirectoryStream(path());
    }

    /** Throws an exception that names the link. If folders are held open, a link that appears later is not followed either. */
    private void refuseLink() throws IOException {
        FolderTree.refuseLink(path());
    }
}
