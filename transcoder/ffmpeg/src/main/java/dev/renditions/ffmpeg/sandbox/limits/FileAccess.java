package dev.renditions.ffmpeg.sandbox.limits;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * The files that one run may read and write. Immutable.
 *
 * @param folder the folder that it runs in
 * @param others other folders that it may write to
 * @param writes the limit on the bytes of each file that it writes to these folders; absent if it may write nothing
 * @param reads the files that it reads, or links to them
 */
public record FileAccess(Path folder, List<Path> others, OptionalLong writes, List<Path> reads) {
    private static final int ROOT = 0;

    public FileAccess {
        folder = folder.toAbsolutePath();
        others = others.stream().map(Path::toAbsolutePath).toList();
        reads = reads.stream().map(Path::toAbsolutePath).toList();
    }

    /** Reads one file and writes none. */
    public static FileAccess reading(Path file) {
        return new FileAccess(
                Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file is in a folder"),
                List.of(),
                OptionalLong.empty(),
                List.of(file));
    }

    /** Reads files, and writes to a folder. */
    public static FileAccess writing(Path folder, long bytes, Path... reads) {
        return writing(List.of(folder), bytes, reads);
    }

    /** Reads files, and writes to several folders; it runs in the first. */
    public static FileAccess writing(List<Path> folders, long bytes, Path... reads) {
        return new FileAccess(
                folders.get(0), folders.subList(1, folders.size()), OptionalLong.of(bytes), List.of(reads));
    }

    /**
     * Whether one of the files can be read only with the privilege of root to read every file.
     */
    public boolean needsPrivilege() {
        return isRoot() && reads.stream().anyMatch(FileAccess::isPrivateToAnotherUser);
    }

    /** Whether this process runs as root; false if the system does not tell. */
    public static boolean isRoot() {
        return ownUid() == ROOT;
    }

    private static boolean isPrivateToAnotherUser(Path file) {
        try {
            Path real = file.toRealPath();
            for (Path folder = real.getParent(); folder != null; folder = folder.getParent()) {
                if (closed(folder, PosixFilePermission.OTHERS_EXECUTE)) {
                    return true;
                }
            }
            return closed(real, PosixFilePermission.OTHERS_READ);
        } catch (IOException | UnsupportedOperationException e) {
            return false; // The program will report what is wrong with the file.
        }
    }

    private static boolean closed(Path path, PosixFilePermission permission) throws IOException {
        return uid(path) != ROOT && !Files.getPosixFilePermissions(path).contains(permission);
    }

    private static int ownUid() {
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
