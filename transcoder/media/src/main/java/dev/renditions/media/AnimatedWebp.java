package dev.renditions.media;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The frames of a WebP file, read from its chunks without decoding. Needed because ffmpeg up to 8.1 can't read animated
 * WebP: it reports a file without images. Immutable.
 *
 * @param size the size of the canvas
 * @param frames the duration of each frame; empty for a still image, which is also what identical frames become
 */
public record AnimatedWebp(Size size, List<Duration> frames) {
    /** A preview has one or two hundred chunks; a file with more is foreign. */
    private static final int MAX_CHUNKS = 10_000;

    private static final int CHUNK_HEADER = 8;

    /** Copies the list. */
    public AnimatedWebp {
        frames = List.copyOf(frames);
    }

    /**
     * Reads the headers of a file.
     *
     * @throws IOException with a message, if it is not a complete WebP file or can't be read
     */
    public static AnimatedWebp read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(new DataInputStream(in), Files.size(file));
        } catch (EOFException e) {
            throw new IOException("the WebP is truncated", e);
        }
    }

    private static AnimatedWebp read(DataInputStream in, long bytes) throws IOException {
        require(name(in).equals("RIFF"), "not a WebP file");
        require(
                unsigned(in.readNBytes(4), 0, 4) + CHUNK_HEADER == bytes,
                "the size of the WebP differs from the one in its header");
        require(name(in).equals("WEBP"), "not a WebP file");
        Size size = null;
        List<Duration> frames = new ArrayList<>();
        long at = 12;
        for (int chunks = 0; at < bytes; chunks++) {
            require(chunks < MAX_CHUNKS, "the WebP has more than " + MAX_CHUNKS + " chunks");
            String name = name(in);
            long length = unsigned(in.readNBytes(4), 0, 4);
            byte[] head = in.readNBytes((int) Math.min(length, 16));
            if (size == null) {
                size = size(name, head);
            }
            if (name.equals("ANMF")) {
                require(head.length == 16, "a frame of the WebP is truncated");
                frames.add(Duration.ofMillis(unsigned(head, 12, 3)));
            }
            long padded = length + (length & 1);
            in.skipNBytes(padded - head.length);
            at += CHUNK_HEADER + padded;
        }
        if (size == null) {
            throw new IOException("the WebP has no image");
        }
        return new AnimatedWebp(size, frames);
    }

    /** The size from the first chunk: the extended header, or a lossy or lossless image. */
    private static Size size(String chunk, byte[] head) throws IOException {
        require(head.length >= 10 || (chunk.equals("VP8L") && head.length >= 5), "the WebP has no size");
        return switch (chunk) {
            case "VP8X" -> new Size((int) unsigned(head, 4, 3) + 1, (int) unsigned(head, 7, 3) + 1);
            case "VP8 " -> sized((int) unsigned(head, 6, 2) & 0x3FFF, (int) unsigned(head, 8, 2) & 0x3FFF);
            case "VP8L" -> {
                long bits = unsigned(head, 1, 4);
                yield new Size((int) (bits & 0x3FFF) + 1, (int) ((bits >> 14) & 0x3FFF) + 1);
            }
            default -> throw new IOException("the WebP does not begin with an image");
        };
    }

    private static Size sized(int width, int height) throws IOException {
        require(width > 0 && height > 0, "the WebP has no size");
        return new Size(width, height);
    }

    private static void require(boolean is, String otherwise) throws IOException {
        if (!is) {
            throw new IOException(otherwise);
        }
    }

    private static String name(DataInputStream in) throws IOException {
        byte[] name = new byte[4];
        in.readFully(name);
        return new String(name, StandardCharsets.ISO_8859_1);
    }

    /** Reads a little-endian number. */
    private static long unsigned(byte[] bytes, int from, int length) throws IOException {
        if (bytes.length < from + length) {
            throw new EOFException();
        }
        long value = 0;
        for (int i = length - 1; i >= 0; i--) {
            value = (value << 8) | (bytes[from + i] & 0xFF);
        }
        return value;
    }

    /** The duration of one loop; zero for a still image. */
    public Duration length() {
        return frames.stream().reduce(Duration.ZERO, Duration::plus);
    }
}
