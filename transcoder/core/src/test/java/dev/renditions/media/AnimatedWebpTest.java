package dev.renditions.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AnimatedWebpTest {
    @TempDir
    private Path folder;

    @Test
    void animationHasASizeAndTheDurationsOfItsFrames() throws IOException {
        AnimatedWebp webp = read(riff(chunk("VP8X", extended(320, 180)), anim(), frame(83), frame(84)));
        assertThat(webp.size()).isEqualTo(new Size(320, 180));
        assertThat(webp.frames()).containsExactly(Duration.ofMillis(83), Duration.ofMillis(84));
        assertThat(webp.length()).isEqualTo(Duration.ofMillis(167));
    }

    @Test
    void stillHasASizeAndNoDuration() throws IOException {
        byte[] lossy = ByteBuffer.allocate(10)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort(6, (short) 321)
                .putShort(8, (short) 181)
                .array();
        assertThat(read(riff(chunk("VP8 ", lossy)))).isEqualTo(still(321, 181));
        byte[] lossless = ByteBuffer.allocate(5)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(1, 320 | 180 << 14)
                .array();
        assertThat(read(riff(chunk("VP8L", lossless)))).isEqualTo(still(321, 181));
    }

    @Test
    void truncatedOrForeignFileIsRefused() {
        byte[] whole = riff(chunk("VP8X", extended(320, 180)), anim(), frame(83), frame(84));
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatIOException().as("%d bytes", length).isThrownBy(() -> read(cut));
        }
        assertThatIOException().isThrownBy(() -> read(riff(chunk("ICCP", new byte[20]))));
        assertThatIOException().isThrownBy(() -> read(riff())).withMessage("the WebP has no image");
    }

    @Test
    void chunkThatClaimsToBeLongerThanTheFileIsRefused() {
        byte[] invalid = riff(chunk("VP8X", extended(320, 180)), frame(83));
        // The length of the frame, after 12 bytes of the file header and 18 of the VP8X chunk.
        ByteBuffer.wrap(invalid).order(ByteOrder.LITTLE_ENDIAN).putInt(34, Integer.MAX_VALUE);
        assertThatIOException().isThrownBy(() -> read(invalid)).withMessage("the WebP is truncated");
    }

    private AnimatedWebp read(byte[] file) throws IOException {
        return AnimatedWebp.read(Files.write(folder.resolve("webp"), file));
    }

    private static AnimatedWebp still(int width, int height) {
        return new AnimatedWebp(new Size(width, height), List.of());
    }

    private static byte[] riff(byte[]... chunks) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes("WEBP".getBytes(StandardCharsets.US_ASCII));
        for (byte[] chunk : chunks) {
            body.writeBytes(chunk);
        }
        return chunk("RIFF", body.toByteArray());
    }

    private static byte[] extended(int width, int height) {
        return ByteBuffer.allocate(10)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort(4, (short) (width - 1))
                .putShort(7, (short) (height - 1))
                .array();
    }

    private static byte[] anim() {
        return chunk("ANIM", new byte[6]);
    }

    private static byte[] frame(int millis) {
        byte[] frame = ByteBuffer.allocate(30)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort(12, (short) millis)
                .array();
        return chunk("ANMF", frame);
    }

    private static byte[] chunk(String name, byte[] content) {
        return ByteBuffer.allocate(8 + content.length + content.length % 2)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(name.getBytes(StandardCharsets.US_ASCII))
                .putInt(content.length)
                .put(content)
                .array();
    }
}
