package dev.renditions.ffmpeg.probe;

import static dev.renditions.testing.Boxes.ints;
import static dev.renditions.testing.Boxes.join;
import static dev.renditions.testing.Boxes.octets;
import static dev.renditions.testing.Boxes.shorts;
import static dev.renditions.testing.Boxes.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.ffmpeg.command.FileHead;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class UnsupportedImageTest {
    private static final String SVG = "<svg xmlns=\"http://www.w3.org/2000/svg\"/>";

    @ParameterizedTest
    @MethodSource("images")
    void kindIsNamed(String kind, byte[] head) {
        assertThat(UnsupportedImage.of(new FileHead(head)))
                .contains(kind + " are not supported: the bundled ffmpeg has no decoder for them");
    }

    static Stream<Arguments> images() {
        String raw = "camera RAW images";
        return Stream.of(
                Arguments.of("animated WebP images", webp(0x02)),
                Arguments.of("animated WebP images", webp(0x12)),
                Arguments.of("JPEG XL images", octets(0xFF, 0x0A, 0xFA, 0x7F)),
                Arguments.of("JPEG XL images", join(ints(12), text("JXL \r\n"), octets(0x87, 0x0A))),
                Arguments.of("SVG drawings", text(SVG)),
                Arguments.of("SVG drawings", text("\n  <?xml version=\"1.0\"?>\n<!-- a drawing -->\n" + SVG)),
                Arguments.of("SVG drawings", ("\ufeff" + SVG).getBytes(StandardCharsets.UTF_8)),
                Arguments.of(raw, join(ints(24), text("ftypcrx "), ints(1))),
                Arguments.of(raw, text("FUJIFILMCCD-RAW 0201")),
                Arguments.of(raw, text("IIRO\10\0\0\0")),
                Arguments.of(raw, text("IIU\0\30\0\0\0")),
                Arguments.of(raw, text("FOVb\0\0\0\0")),
                Arguments.of(raw, text("II*\0\20\0\0\0CR\2\0")),
                Arguments.of(raw, tiff(entry(0xC612, 0x01040000))),
                Arguments.of(raw, tiff(entry(0xFE, 1), entry(0x14A, 100))));
    }

    @ParameterizedTest
    @MethodSource("others")
    void otherFilesAreNotUnsupported(byte[] head) {
        assertThat(UnsupportedImage.of(new FileHead(head))).isEmpty();
    }

    /** Includes TIFF files that are not from a camera: several pages, or a small preview without another image. */
    static Stream<byte[]> others() {
        return Stream.of(
                new byte[0],
                webp(0x10),
                Arrays.copyOf(webp(0x02), 20),
                octets(0xFF, 0xD8, 0xFF, 0xE0),
                text("a text about <svg"),
                text("<!DOCTYPE html><html></html>"),
                text("IIRX"),
                tiff(entry(0x100, 640), entry(0x101, 480)),
                tiff(entry(0xFE, 1)),
                tiff(entry(0xFE, 2), entry(0x14A, 100)));
    }

    /** Only the head is read, whatever offset a file states. */
    @Test
    void tiffWhoseDirectoryIsOutsideTheHeadIsNotRaw() {
        for (int at : new int[] {0, 7, 1000, Integer.MAX_VALUE, -1}) {
            assertThat(UnsupportedImage.of(new FileHead(join(text("MM\0*"), ints(at), shorts(1)))))
                    .as("%d", at)
                    .isEmpty();
        }
        byte[] whole = tiff(entry(0x100, 1), entry(0xC612, 1));
        for (int length = 0; length < whole.length; length++) {
            assertThat(UnsupportedImage.of(new FileHead(Arrays.copyOf(whole, length))))
                    .as("%d bytes", length)
                    .isEmpty();
        }
        assertThat(UnsupportedImage.of(new FileHead(whole))).isPresent();
    }

    private static byte[] webp(int flags) {
        return join(text("RIFF"), ints(0), text("WEBPVP8X"), ints(0x0A000000), octets(flags, 0, 0, 0));
    }

    private static byte[] tiff(byte[]... entries) {
        return join(text("MM\0*"), ints(8), shorts(entries.length), join(entries));
    }

    private static byte[] entry(int tag, int value) {
        return join(shorts(tag, 4), ints(1, value));
    }
}
