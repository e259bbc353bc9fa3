package dev.renditions.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Folders and files that nobody but us, and the system's administrator, can change: only from there is a program run, or a
 * hash believed.
 * Where the file system knows no owners in numbers (Windows), a user's own folders are taken for private.
 */
public final class PrivateFolder {
    /** The permissions of a folder, or of a program, for its owner alone. */
    static final String OWNERS_FOLDER = "rwx------";
    /** The permissions of a file for its owner alone. */
    static final String OWNERS_FILE = "rw-------";

    private PrivateFolder() {}

    /** Creates a folder, and those above it, for us alone, where they are missing. */
    public static Path create(Path folder) throws IOException {
        return Files.createDirectories(folder, forOwnersFolder());
    }

    /** What a new folder has that is for us alone. */
    public static FileAttribute<?>[] forOwnersFolder() {
        return attributes(OWNERS_FOLDER);
    }

    /** What a new file has that is for us alone. */
    public static FileAttribute<?>[] forOwnersFile() {
        return attributes(OWNERS_FILE);
    }

    /** Lets its owner, and nobody else, run a file. */
    public static void makeProgram(Path file) throws IOException {
        allow(file, OWNERS_FOLDER);
    }

    /** What a new folder or file is to have, on file systems that know such things. */
    public static FileAttribute<?>[] attributes(String permissions) {
        return Ownership.known()
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    /** Sets the permissions of a file, on file systems that know such things. */
    public static void allow(Path file, String permissions) throws IOException {
        if (Ownership.known()) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        }
    }

    /** Whether nobody else can change it; a link must be ours just like what it leads to. */
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
