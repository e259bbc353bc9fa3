package dev.renditions.ffmpeg.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/** Keeps the last bytes of a stream of any length. Safe for use by one writer and many readers. */
final class TailBuffer {
    private static final int LONGEST_LINE = 1024;

    private final byte[] ring;
    private long count;

    TailBuffer(int capacity) {
        ring = new byte[capacity];
    }

    /** Reads a stream to its end, or until reading fails. */
    void drain(InputStream stream) {
        drain(stream, line -> {});
    }

    /**
     * Reads a stream to its end, or until reading fails.
     *
     * @param lines receives each line, cut after 1024 bytes
     */
    void drain(InputStream stream, Consumer<String> lines) {
        byte[] buffer = new byte[4096];
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try {
            for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
                add(buffer, n);
                split(buffer, n, line, lines);
            }
            lines.accept(line.toString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // The process was killed; what was read until then is kept.
        }
    }

    private static void split(byte[] bytes, int length, ByteArrayOutputStream line, Consumer<String> lines) {
        for (int i = 0; i < length; i++) {
            if (bytes[i] == '\n' || bytes[i] == '\r') {
                lines.accept(line.toString(StandardCharsets.UTF_8));
                line.reset();
            } else if (line.size() < LONGEST_LINE) {
                line.write(bytes[i]);
            }
        }
    }

    private synchronized void add(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            ring[(int) (count++ % ring.length)] = bytes[i];
        }
    }

    /** The kept bytes as text. */
    synchronized String text() {
        if (count <= ring.length) {
            return new String(Arrays.copyOf(ring, (int) count), StandardCharsets.UTF_8);
        }
        int start = (int) (count % ring.length);
        byte[] ordered = new byte[ring.length];
        System.arraycopy(ring, start, ordered, 0, ring.length - start);
        System.arraycopy(ring, 0, ordered, ring.length - start, start);
        return new String(ordered, StandardCharsets.UTF_8);
    }
}
