package dev.renditions.ffmpeg.bundle;

import dev.renditions.files.Deletion;
import dev.renditions.files.PathRules;
import dev.renditions.files.PrivateFolder;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;

/**
 * The bundled ffmpeg, unpacked once for each user into a folder whose name contains a digest of the bundle. Processes that
 * unpack concurrently use separate temporary folders, which are then renamed. A process that loses this race uses the folder of
 * the winner.
 */
final class BundleCache {
    /** Hexadecimal digits of the bundle's digest in its folder's name. */
    private static final int DIGEST_DIGITS = 16;

    private static final String UNFINISHED = "unpacking-";
    private static final Duration ABANDONED = Duration.ofHours(1);

    private final Path cache;
    private final PathRules paths;

    /**
     * Uses a cache folder, which is created on first use.
     *
     * @param cache a folder that only its owner may write to
     * @param paths which folders other users can't redirect
     */
    BundleCache(Path cache, PathRules paths) {
        this.cache = cache.toAbsolutePath();
        this.paths = paths;
    }

    /**
     * The folder that holds the programs and their libraries. Unpacks them if they are missing or damaged.
     *
     * @throws IOException if the folder can't be written or other users could change it
     */
    Path unpacked(Platform platform, BundledFiles files) throws IOException {
        paths.createPrivate(cache);
        if (!PrivateFolder.isPrivate(cache)) {
            throw new IOException("other users can change the folder " + cache + "; programs are not run from there");
        }
        String version = files.digest().substring(0, DIGEST_DIGITS);
        Path folder = cache.resolve("ffmpeg-" + platform.bundleName() + "-" + version);
        if (isIntact(folder, files)) {
            return folder;
        }
        deleteAbandoned();
        Path unfinished = Files.createTempDirectory(cache, UNFINISHED, PrivateFolder.forOwnersFolder());
        try {
            unpack(files, unfinished);
            publish(unfinished, folder, files);
        } finally {
            delete(unfinished);
        }
        return folder;
    }

    private static void unpack(BundledFiles files, Path folder) throws IOException {
        for (BundledFiles.Entry entry : files.entries()) {
            Path file = folder.resolve(entry.name());
            files.copy(entry, file);
            PrivateFolder.allow(file, "rwxr-xr-x");
        }
    }

    private void publish(Path unfinished, Path folder, BundledFiles files) throws IOException {
        for (int attempt = 0; attempt < 3; attempt++) {
            try {
                Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
                return;
            } catch (FileSystemException e) {
                if (isIntact(folder, files)) {
                    return; // Another process was faster and has unpacked the same files.
                }
                setAside(folder, e);
            }
        }
        throw new FileAlreadyExistsException(
                folder.toString(), null, "its content differs from the bundle, and it can't be replaced; delete it");
    }

    /**
     * Moves a folder of that name with other content out of the way: a cleaner of temporary files or another user may have
     * changed it.
     */
    private void setAside(Path folder, FileSystemException cause) throws IOException {
        if (!Files.exists(folder)) {
            throw cause;
        }
        Path aside = Files.createTempDirectory(cache, UNFINISHED, PrivateFolder.forOwnersFolder());
        try {
            Files.move(folder, aside.resolve("replaced"), StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            // Another process has moved it already.
        } finally {
            delete(aside);
        }
    }

    private static boolean isIntact(Path folder, BundledFiles files) throws IOException {
        if (!Files.isDirectory(folder) || !PrivateFolder.isPrivate(folder)) {
            return false;
        }
        try {
            for (BundledFiles.Entry entry : files.entries()) {
                Path path = folder.resolve(entry.name());
                if (Files.size(path) != entry.bytes() || !PrivateFolder.isPrivate(path)) {
                    return false;
                }
            }
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private void deleteAbandoned() throws IOException {
        FileTime old = FileTime.from(Instant.now().minus(ABANDONED));
        Deletion.sweep(cache, (name, changed) -> name.startsWith(UNFINISHED) && changed.compareTo(old) < 0);
    }

    private static void delete(Path folder) {
        try {
            Deletion.delete(folder);
        } catch (IOException e) {
            // Renamed, or deleted by another process. What is left is deleted later as abandoned.
        }
    }
}
