package dev.renditions.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Folders and files that only this user and root can change: programs are run, and cached hashes used, only from there. On
 * systems without numeric owners (Windows), every path counts as private.
 */
public final class PrivateFolder {
    /** The permissions of a folder, or of a program, for its owner alone. */
    static final String OWNERS_FOLDER = "rwx------";
    /** The permissions of a file for its owner alone. */
    static final String OWNERS_FILE = "rw-------";

    private PrivateFolder() {}

    /** Creates a folder and its parents if they do not exist. Only this user may access them. */
    public static Path create(Path folder) throws IOException {
        return Files.createDirectories(folder, forOwnersFolder());
    }

    /** The attributes of a new folder that only its owner may access. */
    public static FileAttribute<?>[] forOwnersFolder() {
        return attributes(OWNERS_FOLDER);
    }

    /** The attributes of a new file that only its owner may access. */
    public static FileAttribute<?>[] forOwnersFile() {
        return attributes(OWNERS_FILE);
    }

    /** Lets only its owner access and run a file. */
    public static void makeProgram(Path file) throws IOException {
        allow(file, OWNERS_FOLDER);
    }

    /** The attributes of a new folder or file with these permissions; empty on systems without permissions. */
    public static FileAttribute<?>[] attributes(String permissions) {
        return Ownership.known()
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    /** Sets the permissions of a file. Does nothing on systems without permissions. */
    public static void allow(Path file, String permissions) throws IOException {
        if (Ownership.known()) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        }
    }

    /** Whether nobody else but root can change it. Both a link and its target must belong to this user or root. */
    public static boolean isPrivate(Path path) throws IOException {
        if (!Ownership.known()) {
            return true;
        }
        PosixFileAttributes attributes = Files.readAttributes(path, PosixFileAttributes.class);
        return Ownership.trusted(path, LinkOption.NOFOLLOW_LINKS)
                && Ownership.trusted(path)
                && !Ownership.groupMayWrite(attributes)
                && !Ownership.allMayWrite(attributes);
    }
}
