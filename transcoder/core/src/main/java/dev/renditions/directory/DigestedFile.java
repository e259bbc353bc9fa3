package dev.renditions.directory;

import dev.renditions.api.segment.SegmentStore;
import dev.renditions.files.StoreReaders;
import dev.renditions.index.ContentHash;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Arrays;

/** The file of a segment in a store's folder: its bytes, and then their SHA-256 in 32 bytes, so that both appear at once. */
final class DigestedFile {
    private static final int DIGEST_BYTES = 32;
    private static final int BUFFER = 256 * 1024;

    private DigestedFile() {}

    /** Writes the stored form of a file. */
    static void write(Path from, Path stored) throws IOException {
        MessageDigest digest = ContentHash.newDigest();
        try (InputStream in = Files.newInputStream(from, LinkOption.NOFOLLOW_LINKS);
                OutputStream out = StoreReaders.createNew(stored)) {
            HashedCopy.of(in, out, digest);
            out.write(digest.digest());
        }
    }

    /**
     * Restores the file. The target exists afterwards only if all is well.
     *
     * @return whether the bytes have their digest; false if the stored file is damaged
     * @throws IOException if the stored file can't be read, or the target can't be written
     */
    static boolean read(Path stored, Path target) throws IOException {
        boolean whole = false;
        try (FileChannel channel = FileChannel.open(stored, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            long bytes = channel.size() - DIGEST_BYTES;
            whole = bytes >= 0
                    && bytes <= SegmentStore.MOST_BYTES
                    && copied(Channels.newInputStream(channel), bytes, target);
            return whole;
        } finally {
            if (!whole) {
                Files.deleteIfExists(target);
            }
        }
    }

    private static boolean copied(InputStream in, long bytes, Path target) throws IOException {
        MessageDigest digest = ContentHash.newDigest();
        byte[] buffer = new byte[BUFFER];
        long left = bytes;
        try (OutputStream out = StoreReaders.createNew(target)) {
            for (int n; left > 0 && (n = in.read(buffer, 0, (int) Math.min(BUFFER, left))) >= 0; left -= n) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new InterruptedIOException("interrupted with " + left + " bytes left");
                }
                digest.update(buffer, 0, n);
                out.write(buffer, 0, n);
            }
        }
        return left == 0 && Arrays.equals(in.readNBytes(DIGEST_BYTES), digest.digest());
    }
}
