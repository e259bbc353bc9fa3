package dev.renditions.directory;

import dev.renditions.api.RenditionFile;
import dev.renditions.files.StoreReaders;
import dev.renditions.index.ContentHash;
import dev.renditions.store.BoundedOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;

/** Copies a file of a rendition and verifies that it matches the manifest. */
final class VerifiedCopy {
    private static final Duration UNLIMITED = Duration.ofNanos(Long.MAX_VALUE);

    private VerifiedCopy() {}

    /**
     * The same for the owner alone; what was written is deleted if the copy fails.
     *
     * @param limit how long it may take
     */
    static void orNothing(Path from, Path target, RenditionFile expected, Duration limit) throws IOException {
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(target.toString());
        }
        boolean whole = false;
        try {
            of(from, target, expected, StoreReaders.OWNER, limit);
            whole = true;
        } finally {
            if (!whole) {
                Files.deleteIfExists(target);
            }
        }
    }

    /**
     * Copies a file.
     *
     * @param target a new file; its folders are created
     * @param readers who may read it
     * @throws IOException if it can't be read or written, or does not match {@code expected}
     */
    static void of(Path from, Path target, RenditionFile expected, StoreReaders readers) throws IOException {
        of(from, target, expected, readers, UNLIMITED);
    }

    private static void of(Path from, Path target, RenditionFile expected, StoreReaders readers, Duration limit)
            throws IOException {
        readers.createFolderOf(target);
        MessageDigest digest = ContentHash.newDigest();
        try (InputStream in = Files.newInputStream(from, LinkOption.NOFOLLOW_LINKS);
                OutputStream out = new BoundedOutput(StoreReaders.createNew(target), expected.bytes(), limit)) {
            long bytes = HashedCopy.of(in, out, digest);
            if (bytes != expected.bytes() || !ContentHash.of(digest).equals(expected.sha256())) {
                throw new IOException(from + " does not match its manifest: it has " + bytes + " bytes instead of "
                        + expected.bytes() + ", or another SHA-256");
            }
        }
        readers.allowReading(target);
    }
}
