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
    LinkOption NOFOLLOW = LinkOption.NOFOLLOW_LINKS;

    /** The folder that a stream reads; held open if the system supports that. */
    @SuppressWarnings("unchecked") // A stream of the default file system has its paths.
    static Folder of(DirectoryStream<Path> entries, Path path) {
        return entries instanceof SecureDirectoryStream<?> secure
                ? new OpenFolder((SecureDirectoryStream<Path>) secure)
                : new NamedFolder(path);
    }

    BasicFileAttributes attributes(Path name) throws IOException;

    /** Opens a file. If it is created, only its owner may access it. The options must forbid to follow links. */
    SeekableByteChannel open(Path name, Set<? extends OpenOption> options) throws IOException;

    /** Whether an entry is not a link, belongs to this user, and can't be changed by others. */
    boolean ours(Path name) throws IOException;

    /** Deletes an entry with its contents. */
    void delete(Path name) throws IOException;

    /**
     * Deletes an entry with its contents, if it is {@link #ours} at that moment.
     *
     * @return whether it was
     */
    boolean deleteOurs(Path name) throws IOException;
}
