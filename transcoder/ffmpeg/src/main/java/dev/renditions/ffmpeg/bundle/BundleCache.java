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
 * The bundled ffmpeg, unpacked once for each user into a folder whose name has a digest of what was built. Several
 * processes may unpack at once: each into a folder of its own, which is then renamed; whoever comes second finds it done.
 */
final class BundleCache {
    /** Hexadecimal digits of the bundle's digest in its folder's name. */
    private static final int NAMED = 16;

    private static final String UNFINISHED = "unpacking-";
    private static final Duration ABANDONED = Duration.ofHours(1);

    private final Path cache;
    private final PathRules paths;

    /**
     * In a folder that is made if it is missing.
     *
     * @param cache a folder that none but its user can write
     * @param paths which folders nobody else can redirect
     */
    BundleCache(Path cache, PathRules paths) {
        this.cache = cache.toAbsolutePath();
        this.paths = paths;
    }

    /**
     * The folder that holds the programs and their libraries.
     *
     * @throws IOException if it can't be written or others could change it
     */
    Path unpacked(Platform platform, BundledFiles files) throws IOException {
        paths.createPrivate(cache);
        if (!PrivateFolder.isPrivate(cache)) {
            throw new IOException("others can change the folder " + cache + "; programs are not run from there");
        }
        String version = files.digest().substring(0, NAMED);
        Path folder = cache.resolve("ffmpeg-" + platform.bundleName() + "-" + version);
        if (sound(folder, files)) {
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
                if (sound(folder, files)) {
                    return; // Another process was faster; what it unpacked is the same.
                }
                setAside(folder, e);
            }
        }
        throw new FileAlreadyExistsException(
                folder.toString(), null, "it is not what was unpacked and can't be replaced");
    }

    /** A folder of that name with other content: a cleaner of temporary files was at it, or somebody tampered. */
    private void setAside(Path folder, FileSystemException cause) throws IOException {
        if (!Files.exists(folder)) {
            throw cause;
        }
        Path aside = Files.createTempDirectory(cache, UNFINISHED, PrivateFolder.forOwnersFolder());
        try {
            Files.move(folder, aside.resolve("replaced"), StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            // Another process set it aside meanwhile.
        } finally {
            delete(aside);
        }
    }

    private static boolean sound(Path folder, BundledFiles files) throws IOException {
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
            // Renamed away, or deleted by another process; what is left is deleted as abandoned.
        }
    }
}
