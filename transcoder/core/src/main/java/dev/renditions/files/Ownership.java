package dev.renditions.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;

/** Who owns files, and who this process is. On file systems without numeric owners (Windows) nothing is known. */
public final class Ownership {
    private static final boolean UNIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("unix");
    private static final int ADMINISTRATOR = 0;

    private Ownership() {}

    /** Whether the files of this machine have owners and permissions of the Unix kind. */
    public static boolean known() {
        return UNIX;
    }

    /** Whether a file belongs to us or to the administrator; a link counts itself with {@code NOFOLLOW_LINKS}. */
    public static boolean trusted(Path path, LinkOption... options) throws IOException {
        int owner = uid(path, options);
        return owner == ADMINISTRATOR || owner == uid(self());
    }

    /**
     * A file or folder and the name of its owner.
     *
     * @param path where it is
     * @param user whom it belongs to
     */
    public record Owned(Path path, String user) {}

    /** A file, or the lowest folder above it that can be examined, if it belongs to another user. */
    public static Optional<Owned> otherOwner(Path file) {
        if (!known()) {
            return Optional.empty();
        }
        for (Path path = file.toAbsolutePath(); path != null; path = path.getParent()) {
            try {
                UserPrincipal owner = Files.getOwner(path, LinkOption.NOFOLLOW_LINKS);
                return owner.equals(ourselves()) ? Optional.empty() : Optional.of(new Owned(path, owner.getName()));
            } catch (IOException e) {
                // It is missing, or in a folder that is closed to us.
            }
        }
        return Optional.empty();
    }

    /** The user that this process runs as. */
    static UserPrincipal ourselves() throws IOException {
        return Files.getOwner(self());
    }

    /** Whether a file, itself and not what a link leads to, belongs to this user and nobody else may change it. */
    static boolean ours(PosixFileAttributes attributes) throws IOException {
        return !attributes.isSymbolicLink()
                && attributes.owner().equals(ourselves())
                && !groupMayWrite(attributes)
                && !allMayWrite(attributes);
    }

    /** Whether the group of a file may change it. */
    static boolean groupMayWrite(PosixFileAttributes attributes) {
        return attributes.permissions().contains(PosixFilePermission.GROUP_WRITE);
    }

    /** Whether every user may change a file. */
    static boolean allMayWrite(PosixFileAttributes attributes) {
        return attributes.permissions().contains(PosixFilePermission.OTHERS_WRITE);
    }

    private static int uid(Path path, LinkOption... options) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:uid", options);
    }

    /** Java does not report the user of its process, but what belongs to us shows it. */
    private static Path self() {
        Path process = Path.of("/proc/self");
        return Files.exists(process) ? process : Sample.FILE;
    }

    /** A file of ours, for systems without {@code /proc}. */
    private static final class Sample {
        static final Path FILE = create();

        private static Path create() {
            try {
                Path made = Files.createTempFile("renditions-owner", null);
                made.toFile().deleteOnExit();
                return made;
            } catch (IOException e) {
                throw new UncheckedIOException("the user of this process can't be determined", e);
            }
        }
    }
}
