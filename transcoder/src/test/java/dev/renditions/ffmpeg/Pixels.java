package dev.renditions.ffmpeg;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The first frame of a file, in red, green and blue. */
record Pixels(int width, byte[] bytes) {
    static Pixels of(Path file, Path folder) {
        int width = TestMedia.look(file).path("streams").path(0).path("width").asInt();
        Path raw =
                TestMedia.make(folder.resolve("pixels"), "-i file:" + file + " -frames:v 1 -pix_fmt rgb24 -f rawvideo");
        try {
            return new Pixels(width, Files.readAllBytes(raw));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int[] at(int x, int y) {
        int from = 3 * (y * width + x);
        return new int[] {bytes[from] & 0xFF, bytes[from + 1] & 0xFF, bytes[from + 2] & 0xFF};
    }
}
