package dev.renditions;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Folders and files that nobody but us, and the system's administrator, can change: only from there is a program run or a hash believed.
 * Where the file system knows no owners in numbers (Windows), a user's own folders are taken for private.
 */
public final class PrivateFolder {
    private static final boolean UNIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("unix");
    private static final int ADMINISTRATOR = 0;

    private PrivateFolder() {}

    /** Makes the folder, and those above it, for us alone, where they are missing. */
    public static Path create(Path folder) throws IOException {
        return Files.createDirectories(folder, attributes("rwx------"));
    }

    /** What a new folder or file is to have, on file systems that know such things. */
    public static FileAttribute<?>[] attributes(String permissions) {
        return UNIX
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    /** Gives a file permissions, on file systems that know such things. */
    public static void allow(Path file, String permissions) throws IOException {
        if (UNIX) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        }
    }

    /** Whether nobody else can change it; a link must be ours just like what it leads to. */
    public static boolean isPrivate(Path path) throws IOException {
        if (!UNIX) {
            return true;
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
        return trusted(owner(path, LinkOption.NOFOLLOW_LINKS))
                && trusted(owner(path))
                && !permissions.contains(PosixFilePermission.GROUP_WRITE)
                && !permissions.contains(PosixFilePermission.OTHERS_WRITE);
    }

    private static boolean trusted(int owner) throws IOException {
        return owner == ADMINISTRATOR || owner == ourselves();
    }

    /** Java does not say who we are, but whatever we make is ours. */
    private static int ourselves() throws IOException {
        Path process = Path.of("/proc/self");
        if (Files.exists(process)) {
            return owner(process);
        }
        Path made = Files.createTempFile("renditions-owner", null);
        try {
            return owner(made);
        } finally {
            Files.delete(made);
        }
    }

    private static int owner(Path path, LinkOption... options) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:uid", options);
    }
}
