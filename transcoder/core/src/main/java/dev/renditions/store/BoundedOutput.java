package dev.renditions.store;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/** The copy of a file of a rendition: it takes no more bytes than the manifest states, and no more time than the caller has. */
public final class BoundedOutput extends FilterOutputStream {
    private final long most;
    private final Duration limit;
    private final LongSupplier nanoTime;
    private final long begin;
    private long written;

    /**
     * Starts the time.
     *
     * @param out receives the bytes; it is closed with this
     * @param most the most bytes
     * @param limit how long writing them may take
     */
    public BoundedOutput(OutputStream out, long most, Duration limit) {
        this(out, most, limit, System::nanoTime);
    }

    BoundedOutput(OutputStream out, long most, Duration limit, LongSupplier nanoTime) {
        super(out);
        this.most = most;
        this.limit = limit;
        this.nanoTime = nanoTime;
        this.begin = nanoTime.getAsLong();
    }

    @Override
    public void write(int b) throws IOException {
        check(1);
        out.write(b);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        check(length);
        out.write(bytes, from, length);
    }

    private void check(int length) throws IOException {
        if (length > most - written) {
            throw new IOException("it has more than " + most + " bytes");
        }
        if (nanoTime.getAsLong() - begin > limit.toNanos()) {
            throw new IOException("it took more than " + limit.toSeconds() + " s");
        }
        written += length;
    }
}
