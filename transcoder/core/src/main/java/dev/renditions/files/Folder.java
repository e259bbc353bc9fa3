package dev.renditions.files;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;

/** A folder whose entries are examined and deleted by their names. No operation follows a link. */
interface Folder {
    /** For all that is asked of an entry. */
    LinkOption NOFOLLOW = LinkOption.NOFOLLOW_LINKS;

    /** The folder that a stream reads: held open where the system can do so. */
    @SuppressWarnings("unchecked") // A stream of the default file system has its paths.
    static Folder of(DirectoryStream<Path> entries, Path path) {
        return entries instanceof SecureDirectoryStream<?> secure
                ? new OpenFolder((SecureDirectoryStream<Path>) secure)
                : new NamedFolder(path);
    }

    /** What is known of an entry. */
    BasicFileAttributes attributes(Path name) throws IOException;

    /** Opens a file; one that is created is its owner's alone. The options say that no link is followed. */
    SeekableByteChannel open(Path name, Set<? extends OpenOption> options) throws IOException;

    /** Whether an entry is no link, belongs to us, and can't be changed by others. */
    boolean ours(Path name) throws IOException;

    /** Deletes an entry with all that is in it. */
    void delete(Path name) throws IOException;

    /**
     * Deletes an entry with all that is in it, if it is {@link #ours} at that moment, too.
     *
     * @return whether it is
     */
    boolean deleteOurs(Path name) throws IOException;
}
