package dev.renditions.ffmpeg;

import dev.renditions.ffmpeg.process.TestMedia;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The first frame of a file, in red, green and blue. */
record Pixels(int width, byte[] bytes) {
    /** The size in bytes of a frame's header in an animated WebP. */
    private static final int FRAME_HEADER = 16;

    static Pixels of(Path image, Path folder) {
        Path file = still(image, folder);
        int width = TestMedia.look(file).path("streams").path(0).path("width").asInt();
        Path raw = TestMedia.make(
                folder.resolve("pixels"),
                "-i file:" + file
                        + " -frames:v 1 -vf scale=flags=accurate_rnd+full_chroma_int -pix_fmt rgb24 -f rawvideo");
        try {
            return new Pixels(width, Files.readAllBytes(raw));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first frame of an animated WebP as a still WebP: ffmpeg does not decode animated ones. */
    private static Path still(Path image, Path folder) {
        try {
            byte[] bytes = Files.readAllBytes(image);
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            int frame = text.startsWith("WEBP", 8) ? text.indexOf("ANMF") : -1;
            if (frame < 0) {
                return image;
            }
            ByteBuffer from = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            int length = from.getInt(frame + 4) - FRAME_HEADER;
            ByteBuffer riff = ByteBuffer.allocate(12 + length).order(ByteOrder.LITTLE_ENDIAN);
            riff.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(4 + length);
            riff.put("WEBP".getBytes(StandardCharsets.US_ASCII));
            riff.put(bytes, frame + 8 + FRAME_HEADER, length);
            return Files.write(folder.resolve("frame.webp"), riff.array());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int[] at(int x, int y) {
        int from = 3 * (y * width + x);
        return new int[] {bytes[from] & 0xFF, bytes[from + 1] & 0xFF, bytes[from + 2] & 0xFF};
    }

    /** The color at a point of x and y. */
    int[] at(int[] point) {
        return at(point[0], point[1]);
    }
}
