package dev.renditions.ffmpeg.bundle;

import dev.renditions.files.Deletion;
import dev.renditions.files.PathRules;
import dev.renditions.files.PrivateFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The bundled ffmpeg, unpacked once for each user into a folder whose name tells builds apart. Several processes may
 * unpack at once: each into a folder of its own, which is then renamed; whoever comes second finds it done.
 */
final class BundleCache {
    /** Counts for the folder's name: raised when the same bundle is to be unpacked differently. */
    private static final String LAYOUT = "2";

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
        List<BundledFiles.Entry> entries = files.list();
        Map<String, Long> expected = expected(platform, entries);
        Path folder = cache.resolve("ffmpeg-" + platform.bundleName() + "-" + digest(entries));
        if (sound(folder, expected)) {
            return folder;
        }
        deleteAbandoned();
        Path unfinished = Files.createTempDirectory(cache, UNFINISHED, PrivateFolder.forOwnersFolder());
        try {
            unpack(platform, files, unfinished);
            publish(unfinished, folder, expected);
        } finally {
            delete(unfinished);
        }
        return folder;
    }

    /** Writes the programs, their libraries and the stubs into a folder that has none of them. */
    static void unpack(Platform platform, BundledFiles files, Path folder) throws IOException {
        files.read((entry, bytes) -> {
            Path file = folder.resolve(entry.name());
            Files.copy(bytes, file);
            if (platform.linux()) {
                OlderGlibc.accept(file, platform);
            }
            PrivateFolder.allow(file, "rwxr-xr-x");
        });
        if (platform.linux()) {
            for (StubLibrary stub : StubLibrary.FOR_LINUX) {
                Path file = folder.resolve(stub.name());
                Files.write(file, stub.bytes(platform));
                PrivateFolder.allow(file, "rwxr-xr-x");
            }
        }
    }

    private void publish(Path unfinished, Path folder, Map<String, Long> expected) throws IOException {
        for (int attempt = 0; attempt < 3; attempt++) {
            try {
                Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
                return;
            } catch (FileSystemException e) {
                if (sound(folder, expected)) {
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

    private static boolean sound(Path folder, Map<String, Long> expected) throws IOException {
        if (!Files.isDirectory(folder) || !PrivateFolder.isPrivate(folder)) {
            return false;
        }
        try {
            for (Map.Entry<String, Long> file : expected.entrySet()) {
                Path path = folder.resolve(file.getKey());
                if (Files.size(path) != file.getValue() || !PrivateFolder.isPrivate(path)) {
                    return false;
                }
            }
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static Map<String, Long> expected(Platform platform, List<BundledFiles.Entry> entries) {
        Map<String, Long> sizes = new LinkedHashMap<>();
        entries.forEach(entry -> sizes.put(entry.name(), entry.bytes()));
        if (platform.linux()) {
            StubLibrary.FOR_LINUX.forEach(stub -> sizes.put(stub.name(), (long) stub.bytes(platform).length));
        }
        return sizes;
    }

    private static String digest(List<BundledFiles.Entry> entries) {
        try {
            String all = LAYOUT + entries;
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
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
