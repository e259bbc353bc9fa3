package dev.renditions.testing;

import dev.renditions.ffmpeg.process.TestMedia;
import dev.renditions.media.Size;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * One encoded image, for a HEIF file. Immutable.
 *
 * @param type item type, such as {@code hvc1}
 * @param config the box with the decoder configuration
 * @param data the encoded image
 * @param size stored size
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record CodedPicture(String type, byte[] config, byte[] data, Size size) {
    /**
     * Encodes an image in HEVC.
     *
     * @param folder for temporary files of ffmpeg
     * @param input arguments for the input and its filters
     */
    public static CodedPicture hevc(Path folder, Size size, String input) {
        String encoder = " -c:v libx265 -preset ultrafast -crf 8 -x265-params log-level=error -tag:v hvc1";
        return encode(folder, "hvc1", "hvcC", size, input + encoder);
    }

    /** Encodes an image in AV1. */
    public static CodedPicture av1(Path folder, Size size, String input) {
        return encode(folder, "av01", "av1C", size, input + " -c:v libaom-av1 -cpu-used 8 -crf 8");
    }

    private static CodedPicture encode(Path folder, String type, String config, Size size, String arguments) {
        try {
            Path film = Files.createTempFile(folder, "coded", ".mp4");
            TestMedia.make(film, arguments + " -frames:v 1 -fflags +bitexact -f mp4");
            byte[] bytes = Files.readAllBytes(film);
            Files.delete(film);
            return of(bytes, type, config, size);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes the media data of an MP4 file as one image, with the packets of all frames. */
    public static CodedPicture of(byte[] film, String type, String config, Size size) {
        byte[] data = box(film, "mdat");
        return new CodedPicture(type, box(film, config), Arrays.copyOfRange(data, 8, data.length), size);
    }

    private static byte[] box(byte[] film, String type) {
        int at = new String(film, StandardCharsets.ISO_8859_1).indexOf(type) - 4;
        return Arrays.copyOfRange(film, at, at + ByteBuffer.wrap(film).getInt(at));
    }
}
