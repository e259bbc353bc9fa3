package dev.renditions.ffmpeg.sandbox.limits;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * What one run may read and write of our files. Immutable.
 *
 * @param folder where it runs
 * @param others the folders beside it that it may write into, too
 * @param writes the most bytes of each file that it may write into these folders; absent if it may write nothing
 * @param reads the files that it reads, or links to them
 */
public record FileAccess(Path folder, List<Path> others, OptionalLong writes, List<Path> reads) {
    private static final int ADMINISTRATOR = 0;

    public FileAccess {
        folder = folder.toAbsolutePath();
        others = others.stream().map(Path::toAbsolutePath).toList();
        reads = reads.stream().map(Path::toAbsolutePath).toList();
    }

    /** Looks into one file. */
    public static FileAccess reading(Path file) {
        return new FileAccess(
                Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file is in a folder"),
                List.of(),
                OptionalLong.empty(),
                List.of(file));
    }

    /** Works on files, and writes into a folder. */
    public static FileAccess writing(Path folder, long bytes, Path... reads) {
        return writing(List.of(folder), bytes, reads);
    }

    /** The same for several folders, of which it runs in the first. */
    public static FileAccess writing(List<Path> folders, long bytes, Path... reads) {
        return new FileAccess(
                folders.get(0), folders.subList(1, folders.size()), OptionalLong.of(bytes), List.of(reads));
    }

    /**
     * Whether we read one of the files only because the administrator may read everything: a program without that
     * privilege could not.
     */
    public boolean needsPrivilege() {
        return us() == ADMINISTRATOR && reads.stream().anyMatch(FileAccess::isForeign);
    }

    /** Whether we are the administrator, as far as that can be told. */
    public static boolean byAdministrator() {
        return us() == ADMINISTRATOR;
    }

    private static boolean isForeign(Path file) {
        try {
            Path real = file.toRealPath();
            for (Path folder = real.getParent(); folder != null; folder = folder.getParent()) {
                if (closed(folder, PosixFilePermission.OTHERS_EXECUTE)) {
                    return true;
                }
            }
            return closed(real, PosixFilePermission.OTHERS_READ);
        } catch (IOException | UnsupportedOperationException e) {
            return false; // The program will say what is wrong with it.
        }
    }

    private static boolean closed(Path path, PosixFilePermission permission) throws IOException {
        return uid(path) != ADMINISTRATOR
                && !Files.getPosixFilePermissions(path).contains(permission);
    }

    private static int us() {
        try {
            return uid(Path.of("/proc/self"));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return -1;
        }
    }

    private static int uid(Path path) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:uid");
    }
}
