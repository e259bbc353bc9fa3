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
 * A source whose bytes are at hand and hashed. Immutable.
 *
 * @param content the hash of all its bytes
 * @param bytes how many there are
 * @param file where they are, under a name of ours
 * @param stamp what the file system said of them when they were hashed
 * @param version the source as it was when these bytes were read; empty where only its bytes tell
 */
public record SpooledSource(ContentHash content, long bytes, Path file, Stamp stamp, Optional<SourceVersion> version) {
    /** The file's name within its folder: ours, the same for every source. */
    public static final String FILE_NAME = "source";

    /**
     * Whether the file still is what was hashed, as far as size, time of change and identity tell. An encode of a file
     * that changed meanwhile must not be published under the old hash.
     */
    public boolean unchanged() {
        try {
            return stamp.equals(Stamp.of(file));
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * What the file system says of a file.
     *
     * @param bytes its size
     * @param modifiedNanos when it was last written, in nanoseconds since 1970
     * @param changedNanos when anything of it last changed, in nanoseconds since 1970: unlike the other time nobody can set it; 0
     *     where the file system has no such thing
     * @param identity what tells it from another file of the same name; empty where the file system has no such thing
     */
    public record Stamp(long bytes, long modifiedNanos, long changedNanos, String identity) {
        /**
         * Asks the file system, following links.
         *
         * @throws IOException if the file can't be looked at
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
