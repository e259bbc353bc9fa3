package dev.renditions.files;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which users of this machine may read the renditions in a folder. The one place that says which permissions the folders and
 * files of a store get; locks, leases, secrets and unfinished files are always their owner's alone. The umask of the process
 * does not count: the same store has the same permissions from whichever shell it was written.
 */
public enum StoreReaders {
    /** The user that writes it, and nobody else. */
    OWNER("rwx------", "rw-------"),
    /** The group of the files as well, such as that of a web server. */
    GROUP("rwxr-x---", "rw-r-----"),
    /** Every user of the machine. */
    ALL("rwxr-xr-x", "rw-r--r--");

    private final String folder;
    private final String file;

    StoreReaders(String folder, String file) {
        this.folder = folder;
        this.file = file;
    }

    /** The one of that name in lower case; empty if there is none. */
    public static Optional<StoreReaders> parse(String text) {
        return Arrays.stream(values())
                .filter(readers -> readers.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst();
    }

    /** Opens a file; one that is created is its owner's alone. */
    public static FileChannel open(Path file, OpenOption... options) throws IOException {
        FileAttribute<?>[] attributes = PrivateFolder.attributes(OWNER.file);
        return FileChannel.open(file, new HashSet<>(List.of(options)), attributes);
    }

    /** Creates a file, its owner's alone. */
    public static OutputStream createNew(Path file) throws IOException {
        return Channels.newOutputStream(open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    /**
     * Creates a file for these readers and forces it to the disk: a manifest that a power cut left empty would be one that
     * nobody can read, and stand in the way for good.
     */
    public Path writeDurably(Path file, byte[] content) throws IOException {
        try (FileChannel channel = open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (ByteBuffer left = ByteBuffer.wrap(content); left.hasRemaining(); ) {
                channel.write(left);
            }
            channel.force(true);
        }
        return admitTo(file);
    }

    /** Lets these readers read a file of ours. */
    public Path admitTo(Path written) throws IOException {
        if (this != OWNER) {
            PrivateFolder.allow(written, file);
        }
        return written;
    }

    /** Creates the folder that something is to lie in. */
    public void createFolderOf(Path path) throws IOException {
        Path above = path.getParent();
        if (above != null) {
            createFolders(above);
        }
    }

    /** Creates a folder, and those above it, where they are missing. */
    public void createFolders(Path wanted) throws IOException {
        // On Java 17 createDirectories fails where a folder on the way is a link.
        if (Files.isDirectory(wanted)) {
            return;
        }
        Deque<Path> missing = new ArrayDeque<>();
        for (Path above = wanted; above != null && !Files.exists(above); above = above.getParent()) {
            missing.push(above);
        }
        Files.createDirectories(wanted, PrivateFolder.attributes(folder));
        if (this != OWNER) {
            // Attributes of a new folder are cut by the umask.
            for (Path created : missing) {
                PrivateFolder.allow(created, folder);
            }
        }
    }
}
