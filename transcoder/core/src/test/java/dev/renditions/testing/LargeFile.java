package dev.renditions.testing;

import dev.renditions.index.ContentHash;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Random;

/**
 * A large file, whose bytes are not kept in memory.
 *
 * @param path its path
 * @param content the hash of its bytes, computed as they were written
 */
public record LargeFile(Path path, ContentHash content) {
    /** Writes {@code bytes} bytes, a multiple of 64 KiB. The same bytes every time. */
    public static LargeFile write(Path path, int bytes) throws IOException {
        byte[] block = new byte[64 * 1024];
        Random random = new Random(7);
        MessageDigest digest = ContentHash.newDigest();
        try (OutputStream out = Files.newOutputStream(path)) {
            for (int written = 0; written < bytes; written += block.length) {
                random.nextBytes(block);
                digest.update(block);
                out.write(block);
            }
        }
        return new LargeFile(path, ContentHash.of(digest));
    }
}
