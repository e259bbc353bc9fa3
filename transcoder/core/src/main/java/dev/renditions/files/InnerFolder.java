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
 * A folder of ours in a folder that other users may write into: they can put a link in its place, and in the place of its
 * files. Each operation opens it relative to the outer folder and follows no link. Like {@link Deletion}, it uses paths, and
 * a race remains, where Java has no {@link SecureDirectoryStream}. Immutable.
 *
 * @param outer the folder that it lies in, as the user named it; may be a link
 * @param name its own name
 */
public record InnerFolder(Path outer, String name) {
    private interface Use<T> {
        T of(Folder folder, DirectoryStream<Path> entries) throws IOException;
    }

    /** Where it is. */
    public Path path() {
        return outer.resolve(name);
    }

    /**
     * Creates it, and the outer folder, where they are missing: for us alone.
     *
     * @throws IOException also if there is a link or a file in its place
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
     * Opens a file in it; one that is created is its owner's alone.
     *
     * @throws NoSuchFileException if the file is missing, or the folder
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

    /** Deletes a file or folder in it, if there is one. */
    public void delete(String entry) throws IOException {
        useIfPresent((folder, entries) -> {
            folder.delete(Path.of(entry));
            return true;
        });
    }

    /**
     * Deletes what earlier processes left, as {@link Deletion#sweep} does: what belongs to this user alone.
     *
     * @param chosen by the name of an entry and the time when it was last changed
     */
    public void sweep(BiPredicate<String, FileTime> chosen) throws IOException {
        useIfPresent((folder, entries) -> {
            Deletion.sweep(folder, entries, path(), chosen);
            return true;
        });
    }

    /**
     * Deletes files in it, whoever owns them: earlier versions let several users write into one store. Folders and links stay.
     *
     * @param chosen by the name of a file and the time when it was last changed
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
            // What is reached relative to a folder is named relative to it.
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

    /** Names the cause. Where folders are held open, a link that appears later is not followed either. */
    private void refuseLink() throws IOException {
        FolderTree.refuseLink(path());
    }
}
