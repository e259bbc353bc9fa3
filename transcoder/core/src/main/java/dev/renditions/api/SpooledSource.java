package dev.renditions.api;

import dev.renditions.index.ContentHash;
import dev.renditions.index.SourceVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A source whose bytes are available locally and hashed. Immutable.
 *
 * @param content the hash of all its bytes
 * @param bytes its size
 * @param file where the bytes are, under a name that this program chose
 * @param stamp the attributes of the file when it was hashed
 * @param version the version of the source that was read; empty if only its bytes identify it
 */
public record SpooledSource(ContentHash content, long bytes, Path file, Stamp stamp, Optional<SourceVersion> version) {
    /** The file's name within its folder, the same for every source. */
    public static final String FILE_NAME = "source";

    /**
     * Whether the file is still the one that was hashed, judged by its {@link Stamp}. The encode of a file that has changed
     * must not be published under the old hash.
     */
    public boolean unchanged() {
        try {
            return stamp.equals(Stamp.of(file));
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * The attributes of a file that show whether it has changed.
     *
     * @param bytes its size
     * @param modifiedNanos when it was last written, in nanoseconds since 1970
     * @param changedNanos when its content or attributes last changed, in nanoseconds since 1970; unlike the time of
     *     modification nobody can set it; 0 if the file system does not record it
     * @param identity distinguishes it from another file of the same name, as an inode does; empty if the file system has
     *     no such identity
     */
    public record Stamp(long bytes, long modifiedNanos, long changedNanos, String identity) {
        /**
         * Reads the attributes of a file, following links.
         *
         * @throws IOException if they can't be read
         */
        public static Stamp of(Path file) throws IOException {
            BasicFileAttributes a = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(
                    a.size(),
                    a.lastModifiedTime().to(TimeUnit.NANOSECONDS),
                    changed(file),
                    a.fileKey() == null ? "" : a.fileKey().toString());
        }

        private static long changed(Path file) throws IOException {
            return file.getFileSystem().supportedFileAttributeViews().contains("unix")
                    ? ((FileTime) Files.getAttribute(file, "unix:ctime")).to(TimeUnit.NANOSECONDS)
                    : 0;
        }
    }
}
