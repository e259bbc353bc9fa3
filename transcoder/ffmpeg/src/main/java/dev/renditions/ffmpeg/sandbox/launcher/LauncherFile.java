package dev.renditions.ffmpeg.sandbox.launcher;

import dev.renditions.ffmpeg.bundle.Platform;
import dev.renditions.files.PathRules;
import dev.renditions.files.PrivateFolder;
import dev.renditions.index.ContentHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The {@link LauncherProgram} of this machine as a file. Immutable.
 *
 * @param cache the private folder that it is written into; created if it is missing
 * @param paths which folders are trusted: nobody else can redirect them
 */
public record LauncherFile(Path cache, PathRules paths) {
    private static final Logger LOG = LoggerFactory.getLogger(LauncherFile.class);
    private static final int NAMED = 16;

    /** Writes it if it is not there yet. Empty on systems other than Linux, and if it can't be written. */
    public Optional<Path> written() {
        Optional<Platform> platform = Platform.current().filter(Platform::linux);
        try {
            return platform.isEmpty() ? Optional.empty() : Optional.of(write(platform.get()));
        } catch (IOException e) {
            LOG.warn("ffmpeg runs without Landlock and seccomp, since the launcher can't be written: {}", e.toString());
            return Optional.empty();
        }
    }

    /** An existing file is left unchanged, since it may be running. Other versions of the launcher have other names. */
    private Path write(Platform platform) throws IOException {
        paths.createPrivate(cache);
        if (!PrivateFolder.isPrivate(cache)) {
            throw new IOException("others can change the folder " + cache + "; nothing is run or read from there");
        }
        byte[] bytes = new LauncherProgram(platform).bytes();
        Path folder = cache.toAbsolutePath();
        String version = ContentHash.of(bytes).hex().substring(0, NAMED);
        Path file = folder.resolve("launcher-" + version);
        if (!isWhole(file, bytes)) {
            Path written = Files.createTempFile(folder, "launcher-", null);
            try {
                Files.write(written, bytes);
                PrivateFolder.makeProgram(written);
                Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(written);
            }
        }
        return file;
    }

    private static boolean isWhole(Path file, byte[] bytes) throws IOException {
        return Files.isRegularFile(file) && Files.isExecutable(file) && Arrays.equals(Files.readAllBytes(file), bytes);
    }
}
