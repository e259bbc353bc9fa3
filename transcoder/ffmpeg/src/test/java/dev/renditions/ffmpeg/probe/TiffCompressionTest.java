package dev.renditions.ffmpeg.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TiffCompressionTest {
    /** An offset past the head of a file that is read first. */
    private static final int FAR = 100_000;

    @TempDir
    private Path folder;

    @Test
    void jpegIsFoundWhereverTheDirectoryLies() throws IOException {
        for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
            assertThat(jpeg(tiff(order, 8, 7))).isTrue();
            assertThat(jpeg(tiff(order, FAR, 6))).isTrue();
            assertThat(jpeg(tiff(order, FAR, 5))).as("LZW").isFalse();
        }
    }

    @Test
    void truncatedTiffIsNotJpeg() throws IOException {
        byte[] tiff = tiff(ByteOrder.LITTLE_ENDIAN, 8, 7);

        for (int length = 0; length < tiff.length; length++) {
            assertThat(jpeg(Arrays.copyOf(tiff, length))).as("%d bytes", length).isFalse();
        }
    }

    private boolean jpeg(byte[] tiff) throws IOException {
        return TiffCompression.jpeg(Files.write(folder.resolve("image.tiff"), tiff));
    }

    private static byte[] tiff(ByteOrder order, int directory, int compression) {
        ByteBuffer tiff = ByteBuffer.allocate(directory + 2 + 2 * 12).order(order);
        tiff.put((order == ByteOrder.LITTLE_ENDIAN ? "II" : "MM").getBytes(StandardCharsets.US_ASCII));
        tiff.putShort((short) 42).putInt(directory);
        tiff.position(directory);
        tiff.putShort((short) 2);
        tiff.putShort((short) 256).putShort((short) 3).putInt(1).putInt(0);
        tiff.putShort((short) 259).putShort((short) 3).putInt(1).putShort((short) compression);
        return tiff.array();
    }
}
