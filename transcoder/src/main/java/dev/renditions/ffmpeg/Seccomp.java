package dev.renditions.ffmpeg;

import dev.renditions.files.PrivateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;

/**
 * How a {@link SeccompFilter} is put around a program. Immutable.
 *
 * @param file the filter, which setpriv reads, or our own launcher, which has it built in
 * @param launcher whether it is the launcher
 */
record Seccomp(Path file, boolean launcher) {
    /**
     * For the setpriv of util-linux 2.41.
     *
     * @param cache a private folder, which is made if it is missing
     */
    static Seccomp forSetpriv(Platform platform, Path cache) throws IOException {
        byte[] filter = new SeccompFilter(platform).bytes();
        return new Seccomp(write(cache, "seccomp-" + platform.bundleName() + ".bpf", filter, "rw-------"), false);
    }

    /** For everywhere else; the parameters are the same. */
    static Seccomp byLauncher(Platform platform, Path cache) throws IOException {
        byte[] launcher = new SeccompLauncher(platform).bytes();
        return new Seccomp(write(cache, "seccomp-" + platform.bundleName(), launcher, "rwx------"), true);
    }

    /** Setpriv's options. */
    List<String> options() {
        return launcher ? List.of() : List.of("--seccomp-filter", file.toString());
    }

    /** What stands before the command. */
    List<String> prefix() {
        return launcher ? List.of(file.toString()) : List.of();
    }

    /** A file that is there already is left alone: it may be running. */
    private static Path write(Path cache, String name, byte[] bytes, String permissions) throws IOException {
        PrivateFolder.create(cache);
        if (!PrivateFolder.isPrivate(cache)) {
            throw new IOException("others can change the folder " + cache + "; nothing is run or read from there");
        }
        Path file = cache.toAbsolutePath().resolve(name);
        if (!Files.isRegularFile(file) || !Arrays.equals(Files.readAllBytes(file), bytes)) {
            Path written = Files.createTempFile(cache.toAbsolutePath(), "seccomp-", null);
            Files.write(written, bytes);
            PrivateFolder.allow(written, permissions);
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
        }
        return file;
    }
}
