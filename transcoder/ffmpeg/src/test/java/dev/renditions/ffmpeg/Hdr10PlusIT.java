package dev.renditions.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.renditions.ffmpeg.process.TestMedia;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The metadata of HDR10+ for each scene (SMPTE ST 2094-40) does not change outputs: they look like those of HDR10. */
class Hdr10PlusIT extends RenditionScene {
    /** A color of PQ that BT.709 does not have at that brightness. */
    private static final String HDR = "-f lavfi -i color=0xC04020:s=640x360:r=10:d=0.5"
            + " -vf format=yuv420p10le,setparams=color_primaries=bt2020:color_trc=smpte2084:colorspace=bt2020nc:range=tv"
            + " -c:v libx265 -x265-params log-level=error -f hevc";

    private static final int PREFIX_SEI = 39;

    @Test
    void inputIsHdr10Plus() throws IOException {
        assertThat(TestMedia.look(withMetadata(), "-show_frames").toString())
                .contains("HDR Dynamic Metadata SMPTE2094-40 (HDR10+)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"poster", "storyboard", "preview", "mp4-360p", "hls"})
    void outputLooksLikeThatOfHdr10(String profile) throws IOException {
        Made plus = make(withMetadata(), profile);
        int[] rgb = Pixels.of(plus.picture(), folder).at(plus.width() / 2, 20);
        Made plain = make(TestMedia.make(folder.resolve("plain"), HDR), profile);
        int[] same = Pixels.of(plain.picture(), folder).at(plain.width() / 2, 20);

        for (int i = 0; i < 3; i++) {
            assertThat(rgb[i]).as(profile).isCloseTo(same[i], within(2));
        }
        assertThat(rgb[0] - rgb[2]).as("it is not gray").isGreaterThan(60);
    }

    private Path withMetadata() throws IOException {
        byte[] plain = Files.readAllBytes(TestMedia.make(folder.resolve("without"), HDR));
        return Files.write(folder.resolve("source"), withMetadata(plain));
    }

    /** The same byte stream with an SEI message before the first slice of each picture. */
    private static byte[] withMetadata(byte[] stream) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] message = message();
        for (int at = 0; at < stream.length; at++) {
            boolean start = at + 5 < stream.length && stream[at] == 0 && stream[at + 1] == 0 && stream[at + 2] == 1;
            boolean picture = start && (stream[at + 3] >> 1 & 0x3F) < 32 && stream[at + 5] < 0;
            if (picture) {
                out.writeBytes(message);
            }
            out.write(stream[at]);
        }
        return out.toByteArray();
    }

    /** User data registered by ITU-T T.35, of Samsung's application 4 version 1, with one window and no curve. */
    private static byte[] message() {
        Bits bits = new Bits();
        bits.add(8, 0xB5).add(16, 0x3C).add(16, 1).add(8, 4).add(8, 1);
        bits.add(2, 1).add(27, 400).add(1, 0);
        bits.add(17, 60_000).add(17, 50_000).add(17, 40_000).add(17, 30_000);
        bits.add(4, 0).add(10, 1).add(1, 0).add(1, 0).add(1, 0);
        byte[] payload = bits.bytes();
        ByteArrayOutputStream unit = new ByteArrayOutputStream();
        unit.writeBytes(new byte[] {0, 0, 1, (byte) (PREFIX_SEI << 1), 1});
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write(4);
        body.write(payload.length);
        body.writeBytes(payload);
        body.write(0x80);
        int zeros = 0;
        for (byte b : body.toByteArray()) {
            if (zeros == 2 && (b & 0xFF) <= 3) {
                unit.write(3);
                zeros = 0;
            }
            unit.write(b);
            zeros = b == 0 ? zeros + 1 : 0;
        }
        return unit.toByteArray();
    }

    private static final class Bits {
        private BigInteger value = BigInteger.ONE;

        Bits add(int length, long number) {
            value = value.shiftLeft(length).or(BigInteger.valueOf(number));
            return this;
        }

        byte[] bytes() {
            int length = value.bitLength() - 1;
            byte[] padded = value.shiftLeft((8 - length % 8) % 8).toByteArray();
            // Without the byte of the leading one.
            byte[] bytes = new byte[padded.length - 1];
            System.arraycopy(padded, 1, bytes, 0, bytes.length);
            return bytes;
        }
    }
}
