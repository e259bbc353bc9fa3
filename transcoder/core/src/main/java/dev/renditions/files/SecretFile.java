package dev.renditions.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a file may hold a secret: nobody else can change it or redirect its path ({@link TrustedPath}), and, if it belongs
 * to this user, nobody else can read it. OpenSSH requires the same of private keys. A file of root that others can read is
 * accepted: containers get their secrets that way.
 */
public final class SecretFile {
    private SecretFile() {}

    /**
     * What is wrong with a file, as a sentence with advice; empty if nothing is.
     *
     * @throws IOException if the file can't be examined
     */
    public static Optional<String> objection(Path file) throws IOException {
        return objection(file, Set.of());
    }

    /** The same, but some folders are trusted with everything in them. */
    static Optional<String> objection(Path file, Set<Path> exempt) throws IOException {
        Optional<String> objection = TrustedPath.objection(file, exempt);
        if (objection.isPresent() || !Ownership.known() || !Files.exists(file)) {
            return objection;
        }
        Path real = file.toRealPath();
        if (exempt.stream().anyMatch(real::startsWith)) {
            return Optional.empty();
        }
        PosixFileAttributes attributes = Files.readAttributes(file, PosixFileAttributes.class);
        boolean ours = attributes.owner().equals(Ownership.ourselves());
        return ours && othersMayRead(attributes)
                ? Optional.of(
                        "'" + file + "' can be read by other users, and holds a secret; allow only yourself to read"
                                + " it (chmod 600)")
                : Optional.empty();
    }

    private static boolean othersMayRead(PosixFileAttributes attributes) throws IOException {
        if (attributes.permissions().contains(PosixFilePermission.OTHERS_READ)) {
            return true;
        }
        return attributes.permissions().contains(PosixFilePermission.GROUP_READ)
                && !PrivateGroups.isOwnersAlone(attributes);
    }
}
