package dev.renditions.directory;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.security.MessageDigest;

/** Copies a stream and computes its hash. */
final class HashedCopy {
    private static final int BUFFER = 256 * 1024;

    private HashedCopy() {}

    /**
     * Copies a stream.
     *
     * @return the number of bytes
     * @throws InterruptedIOException if the thread is interrupted, which file streams do not check by themselves; the flag
     *     stays set
     */
    static long of(InputStream in, OutputStream out, MessageDigest digest) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long bytes = 0;
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("interrupted after " + bytes + " bytes");
            }
            digest.update(buffer, 0, n);
            out.write(buffer, 0, n);
            bytes += n;
        }
        return bytes;
    }
}
