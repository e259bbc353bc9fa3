package dev.renditions.oracle.measure;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Decodes an animated WebP, which ffmpeg up to 8.1 does not support: wraps each frame as a separate file, decodes all in one
 * run, and composes them.
 */
public final class WebpFrames {
    private static final int CHUNK_HEADER = 8;
    private static final int FRAME_HEADER = 16;

    /**
     * One frame as stored.
     *
     * @param x from the left
     * @param y from the top
     * @param seconds how long it is shown
     * @param blend whether it is blended over the canvas by its opacity; otherwise it replaces it
     * @param still the frame as a separate WebP
     */
    private record Frame(int x, int y, int width, int height, double seconds, boolean blend, byte[] still) {}

    private WebpFrames() {}

    /**
     * The frames as they are shown; a still has one.
     *
     * @param film the frames
     * @param until when the last one ends, in seconds
     */
    public record Animation(Film film, double until) {}

    /** Decodes a file. */
    public static Animation decode(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        List<Frame> frames = frames(bytes);
        if (frames.isEmpty()) {
            return new Animation(
                    new Film(List.of(new Film.Shot(0, Decoder.picture(file).view())), OptionalDouble.empty()), 0);
        }
        int width = unsigned24(bytes, 24) + 1;
        int height = unsigned24(bytes, 27) + 1;
        ByteBuffer pixels = Scratch.in(scratch -> pixels(frames, scratch));
        byte[] canvas = new byte[3 * width * height];
        // A page is white where the image is transparent.
        Arrays.fill(canvas, (byte) 255);
        List<Film.Shot> shots = new ArrayList<>();
        double at = 0;
        for (Frame frame : frames) {
            draw(frame, pixels, canvas, width);
            shots.add(new Film.Shot(at, new Picture(width, height, canvas).view()));
            at += frame.seconds();
        }
        return new Animation(new Film(shots, OptionalDouble.of(at)), at);
    }

    private static List<Frame> frames(ByteBuffer bytes) {
        List<Frame> frames = new ArrayList<>();
        for (int at = 12; at + CHUNK_HEADER <= bytes.limit(); ) {
            int length = bytes.getInt(at + 4);
            if (name(bytes, at).equals("ANMF")) {
                frames.add(frame(bytes, at + CHUNK_HEADER, length));
            }
            at += CHUNK_HEADER + length + (length & 1);
        }
        return frames;
    }

    private static Frame frame(ByteBuffer bytes, int at, int length) {
        byte[] chunks = new byte[length - FRAME_HEADER];
        bytes.get(at + FRAME_HEADER, chunks);
        int width = unsigned24(bytes, at + 6) + 1;
        int height = unsigned24(bytes, at + 9) + 1;
        byte flags = bytes.get(at + 15);
        return new Frame(
                2 * unsigned24(bytes, at),
                2 * unsigned24(bytes, at + 3),
                width,
                height,
                unsigned24(bytes, at + 12) / 1000.0,
                (flags & 2) == 0,
                still(chunks, width, height));
    }

    private static byte[] still(byte[] chunks, int width, int height) {
        boolean transparent = new String(chunks, 0, 4, StandardCharsets.US_ASCII).equals("ALPH");
        int header = transparent ? CHUNK_HEADER + 10 : 0;
        ByteBuffer still = ByteBuffer.allocate(12 + header + chunks.length).order(ByteOrder.LITTLE_ENDIAN);
        still.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(4 + header + chunks.length);
        still.put("WEBP".getBytes(StandardCharsets.US_ASCII));
        if (transparent) {
            still.put("VP8X".getBytes(StandardCharsets.US_ASCII)).putInt(10).putInt(0x10);
            put24(still, width - 1);
            put24(still, height - 1);
        }
        return still.put(chunks).array();
    }

    private static ByteBuffer pixels(List<Frame> frames, Path scratch) throws IOException {
        ByteArrayOutputStream stills = new ByteArrayOutputStream();
        for (Frame frame : frames) {
            stills.write(frame.still());
        }
        Files.write(scratch.resolve("stills"), stills.toByteArray());
        List<String> arguments = new ArrayList<>(List.of("-f", "webp_pipe", "-i", "stills"));
        // Keeps the size of each frame.
        arguments.addAll(List.of("-noautoscale", "-fps_mode", "passthrough"));
        arguments.addAll(List.of("-pix_fmt", "rgba", "-f", "rawvideo", "pixels"));
        Programs.Ended ended = Programs.ffmpeg(scratch, arguments);
        if (ended.exitCode() != 0) {
            throw new IOException("decoding frames failed: " + ended.errors());
        }
        return ByteBuffer.wrap(Files.readAllBytes(scratch.resolve("pixels")));
    }

    private static void draw(Frame frame, ByteBuffer pixels, byte[] canvas, int width) {
        byte[] rgba = new byte[4];
        for (int y = 0; y < frame.height(); y++) {
            for (int x = 0; x < frame.width(); x++) {
                int to = 3 * ((frame.y() + y) * width + frame.x() + x);
                pixels.get(rgba);
                int opacity = frame.blend() ? rgba[3] & 0xFF : 255;
                for (int c = 0; c < 3; c++) {
                    canvas[to + c] =
                            (byte) (((rgba[c] & 0xFF) * opacity + (canvas[to + c] & 0xFF) * (255 - opacity)) / 255);
                }
            }
        }
    }

    private static String name(ByteBuffer bytes, int at) {
        byte[] name = new byte[4];
        bytes.get(at, name);
        return new String(name, StandardCharsets.US_ASCII);
    }

    private static int unsigned24(ByteBuffer bytes, int at) {
        return (bytes.getShort(at) & 0xFFFF) | (bytes.get(at + 2) & 0xFF) << 16;
    }

    private static void put24(ByteBuffer bytes, int value) {
        bytes.putShort((short) value).put((byte) (value >> 16));
    }
}
