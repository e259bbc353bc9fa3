package dev.renditions.oracle.measure;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads images from a file of portable pixmaps, one after another. Not thread-safe. */
final class Ppm implements AutoCloseable {
    private final InputStream in;

    Ppm(Path file) throws IOException {
        this.in = new BufferedInputStream(Files.newInputStream(file));
    }

    /** The next one; empty at the end of the file. */
    Optional<Picture> next() throws IOException {
        if (word().isEmpty()) {
            return Optional.empty();
        }
        int width = Integer.parseInt(word());
        int height = Integer.parseInt(word());
        word();
        byte[] rgb = in.readNBytes(3 * width * height);
        if (rgb.length < 3 * width * height) {
            throw new EOFException("a picture is truncated");
        }
        return Optional.of(new Picture(width, height, rgb));
    }

    /** Reads up to and including the next space. */
    private String word() throws IOException {
        byte[] letters = new byte[16];
        int length = 0;
        for (int letter = in.read(); letter > ' '; letter = in.read()) {
            letters[length++] = (byte) letter;
        }
        return new String(letters, 0, length, StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
