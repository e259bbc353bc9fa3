package dev.renditions.files;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which users of this machine may read the renditions in a folder. Only this type sets the permissions of a store's folders
 * and files. Locks, leases, secrets and unfinished files are always accessible to their owner only. The umask of the process
 * is ignored, so that a store has the same permissions whichever shell it was written from.
 */
public enum StoreReaders {
    /** The user that writes it, and nobody else. */
    OWNER(PrivateFolder.OWNERS_FOLDER, PrivateFolder.OWNERS_FILE),
    /** The group of the files as well, such as that of a web server. */
    GROUP("rwxr-x---", "rw-r-----"),
    /** Every user of the machine. */
    ALL("rwxr-xr-x", "rw-r--r--");

    /** Set-user-ID, set-group-ID and sticky. */
    private static final int SPECIAL = 07000;

    private final String folder;
    private final String file;

    StoreReaders(String folder, String file) {
        this.folder = folder;
        this.file = file;
    }

    /** The constant with this name in lower case; empty if none has it. */
    public static Optional<StoreReaders> parse(String text) {
        return Arrays.stream(values())
                .filter(readers -> readers.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst();
    }

    /** Opens a file. If it is created, only its owner may access it. */
    public static FileChannel open(Path file, OpenOption... options) throws IOException {
        return FileChannel.open(file, new HashSet<>(List.of(options)), PrivateFolder.forOwnersFile());
    }

    /** Creates a file that only its owner may access. */
    public static OutputStream createNew(Path file) throws IOException {
        return Channels.newOutputStream(open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    /**
     * Creates a file for these readers and forces it to the disk: a manifest that a power failure left empty would be
     * unreadable, and would permanently be in the way.
     */
    public Path writeDurably(Path file, byte[] content) throws IOException {
        try (FileChannel channel = open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (ByteBuffer left = ByteBuffer.wrap(content); left.hasRemaining(); ) {
                channel.write(left);
            }
            channel.force(true);
        }
        allowReading(file);
        return file;
    }

    /** Lets these readers read a file that this process wrote. */
    public void allowReading(Path written) throws IOException {
        if (this != OWNER) {
            PrivateFolder.allow(written, file);
        }
    }

    /** Creates the parent folder of a path. */
    public void createFolderOf(Path path) throws IOException {
        Path above = path.getParent();
        if (above != null) {
            createFolders(above);
        }
    }

    /** Creates a folder and its parents if they do not exist. */
    public void createFolders(Path wanted) throws IOException {
        Deque<Path> missing = new ArrayDeque<>();
        for (Path above = wanted; above != null && !Files.exists(above); above = above.getParent()) {
            missing.push(above);
        }
        for (Path folder : missing) {
            createFolder(folder);
        }
    }

    private void createFolder(Path created) throws IOException {
        try {
            Files.createDirectory(created, PrivateFolder.attributes(folder));
        } catch (FileAlreadyExistsException e) {
            if (Files.isDirectory(created)) {
                return; // Another process was faster.
            }
            throw e;
        }
        if (Ownership.known()) {
            allow(created, PosixFilePermissions.fromString(folder));
        }
    }

    /** Sets the permissions of a new folder that the umask may have removed. */
    private static void allow(Path created, Set<PosixFilePermission> wanted) throws IOException {
        int mode = mode(created);
        if (Files.getPosixFilePermissions(created, LinkOption.NOFOLLOW_LINKS).equals(wanted)) {
            return;
        }
        // The system gave it the set-group-ID bit of the parent folder, which setPosixFilePermissions would clear.
        int inherited = mode & SPECIAL;
        Files.setAttribute(created, "unix:mode", inherited | bits(wanted), LinkOption.NOFOLLOW_LINKS);
        if ((mode(created) & SPECIAL) != inherited) {
            Files.delete(created);
            throw new IOException(
                    created + " can't keep the set-group-ID bit of its parent folder, because this user is not a"
                            + " member of its group; become one, or use a umask that keeps the group's permissions (027)");
        }
    }

    private static int mode(Path path) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
    }

    /** The constants are in the order of the bits, from the highest to the lowest. */
    private static int bits(Set<PosixFilePermission> permissions) {
        int bits = 0;
        for (PosixFilePermission permission : PosixFilePermission.values()) {
            bits = bits << 1 | (permissions.contains(permission) ? 1 : 0);
        }
        return bits;
    }
}
