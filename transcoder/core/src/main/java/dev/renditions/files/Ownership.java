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

/** The owners of files, and the user of this process. Unknown on systems without numeric owners (Windows). */
public final class Ownership {
    private static final boolean UNIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("unix");
    private static final int ADMINISTRATOR = 0;

    private Ownership() {}

    /** Whether the files of this machine have Unix owners and permissions. */
    public static boolean known() {
        return UNIX;
    }

    /** Whether a file belongs to this user or root. With {@code NOFOLLOW_LINKS} the owner of a link itself counts. */
    public static boolean trusted(Path path, LinkOption... options) throws IOException {
        int owner = uid(path, options);
        return owner == ADMINISTRATOR || owner == uid(self());
    }

    /**
     * A file or folder and its owner.
     *
     * @param user the name of its owner
     */
    public record Owned(Path path, String user) {}

    /** The owner of a file, or of its lowest parent folder that can be examined; empty if it is this user. */
    public static Optional<Owned> otherOwner(Path file) {
        if (!known()) {
            return Optional.empty();
        }
        for (Path path = file.toAbsolutePath(); path != null; path = path.getParent()) {
            try {
                UserPrincipal owner = Files.getOwner(path, LinkOption.NOFOLLOW_LINKS);
                return owner.equals(ourselves()) ? Optional.empty() : Optional.of(new Owned(path, owner.getName()));
            } catch (IOException e) {
                // It does not exist, or its folder can't be read.
            }
        }
        return Optional.empty();
    }

    /** The user that this process runs as. */
    static UserPrincipal ourselves() throws IOException {
        return Files.getOwner(self());
    }

    /** Whether a file is not a link, belongs to this user, and nobody else may change it. */
    static boolean ours(PosixFileAttributes attributes) throws IOException {
        return !attributes.isSymbolicLink()
                && attributes.owner().equals(ourselves())
                && !groupMayWrite(attributes)
                && !allMayWrite(attributes);
    }

    static boolean groupMayWrite(PosixFileAttributes attributes) {
        return attributes.permissions().contains(PosixFilePermission.GROUP_WRITE);
    }

    static boolean allMayWrite(PosixFileAttributes attributes) {
        return attributes.permissions().contains(PosixFilePermission.OTHERS_WRITE);
    }

    private static int uid(Path path, LinkOption... options) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:uid", options);
    }

    /** A file that belongs to the user of this process, whom Java does not report otherwise. */
    private static Path self() {
        Path process = Path.of("/proc/self");
        return Files.exists(process) ? process : Sample.FILE;
    }

    /** A file that this process creates, for systems without {@code /proc}. */
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
