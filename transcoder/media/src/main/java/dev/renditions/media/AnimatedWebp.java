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
 * What the chunks of a WebP say of its pictures. Read here since no ffmpeg up to 8.1 can: it takes an animated WebP for one
 * without a picture. Nothing is decoded. Immutable.
 *
 * @param size the size of the whole
 * @param frames how long each picture is shown; empty for a still, which also is what equal pictures become
 */
public record AnimatedWebp(Size size, List<Duration> frames) {
    /** A preview has a hundred or two; whatever has more chunks is none of ours. */
    private static final int MAX_CHUNKS = 10_000;

    private static final int CHUNK_HEADER = 8;

    /** Copies the list. */
    public AnimatedWebp {
        frames = List.copyOf(frames);
    }

    /**
     * Reads the headers of a file.
     *
     * @throws IOException with a sentence if it is no whole WebP, or can't be read
     */
    public static AnimatedWebp read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(new DataInputStream(in), Files.size(file));
        } catch (EOFException e) {
            throw new IOException("the WebP is cut short", e);
        }
    }

    private static AnimatedWebp read(DataInputStream in, long bytes) throws IOException {
        require(name(in).equals("RIFF"), "it is no WebP");
        require(unsigned(in.readNBytes(4), 0, 4) + CHUNK_HEADER == bytes, "the WebP has not the bytes that it says");
        require(name(in).equals("WEBP"), "it is no WebP");
        Size size = null;
        List<Duration> frames = new ArrayList<>();
        long at = 12;
        for (int chunks = 0; at < bytes; chunks++) {
            require(chunks < MAX_CHUNKS, "the WebP has more than " + MAX_CHUNKS + " parts");
            String name = name(in);
            long length = unsigned(in.readNBytes(4), 0, 4);
            byte[] head = in.readNBytes((int) Math.min(length, 16));
            if (size == null) {
                size = size(name, head);
            }
            if (name.equals("ANMF")) {
                require(head.length == 16, "a picture of the WebP is cut short");
                frames.add(Duration.ofMillis(unsigned(head, 12, 3)));
            }
            long padded = length + (length & 1);
            in.skipNBytes(padded - head.length);
            at += CHUNK_HEADER + padded;
        }
        if (size == null) {
            throw new IOException("the WebP has no picture");
        }
        return new AnimatedWebp(size, frames);
    }

    /** By the first chunk: the extended header of an animation, or a picture alone, with loss or without. */
    private static Size size(String chunk, byte[] head) throws IOException {
        require(head.length >= 10 || (chunk.equals("VP8L") && head.length >= 5), "the WebP has no size");
        return switch (chunk) {
            case "VP8X" -> new Size((int) unsigned(head, 4, 3) + 1, (int) unsigned(head, 7, 3) + 1);
            case "VP8 " -> sized((int) unsigned(head, 6, 2) & 0x3FFF, (int) unsigned(head, 8, 2) & 0x3FFF);
            case "VP8L" -> {
                long bits = unsigned(head, 1, 4);
                yield new Size((int) (bits & 0x3FFF) + 1, (int) ((bits >> 14) & 0x3FFF) + 1);
            }
            default -> throw new IOException("the WebP begins with no picture");
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

    /** A number whose lowest byte comes first. */
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

    /** How long one turn plays; zero for a still. */
    public Duration length() {
        return frames.stream().reduce(Duration.ZERO, Duration::plus);
    }
}
