package dev.renditions.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.renditions.ffmpeg.process.TestMedia;
import dev.renditions.kind.storyboard.StoryboardPlan;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Colors are kept, whatever color encodings the source and the output have. */
class PictureColorsIT extends RenditionScene {
    private static final List<String> PROFILES = List.of("poster", "storyboard", "preview", "mp4-480p", "hls");
    private static final int TOLERANCE = 6;

    /** One row of bright colors and, below it, one of dark colors. */
    private static final List<int[]> COLORS = List.of(
            new int[] {255, 0, 0},
            new int[] {0, 255, 0},
            new int[] {0, 0, 255},
            new int[] {255, 255, 255},
            new int[] {128, 64, 32},
            new int[] {64, 128, 32},
            new int[] {32, 64, 128},
            new int[] {128, 128, 128});

    /** Eight rectangles, one for each color. */
    private static String fields(String size) {
        StringBuilder graph = new StringBuilder("-f lavfi -i color=black:s=" + size + ":r=10:d=0.5,format=gbrp");
        for (int i = 0; i < COLORS.size(); i++) {
            int[] c = COLORS.get(i);
            graph.append(",drawbox=x=iw*")
                    .append(i % 4)
                    .append("/4:y=ih*")
                    .append(i / 4)
                    .append("/2:w=iw/4:h=ih/2:t=fill:c=0x");
            graph.append(String.format("%02x%02x%02x", c[0], c[1], c[2]));
        }
        return graph.append(' ').toString();
    }

    private static String tags(String primaries, String transfer, String space, String range) {
        return "setparams=color_primaries=" + primaries + ":color_trc=" + transfer + ":colorspace=" + space + ":range="
                + range;
    }

    @ParameterizedTest(name = "{0}, {1}, {2} range, tagged {3}")
    @CsvSource({
        "1280x720, bt709, tv, bt709/bt709/bt709",
        "1280x720, bt709, tv, unknown/unknown/unknown",
        "1280x720, bt709, pc, bt709/bt709/bt709",
        "1280x720, smpte170m, tv, smpte170m/smpte170m/smpte170m",
        "1280x720, bt2020nc, tv, bt709/bt709/bt2020nc",
        "1280x720, smpte240m, tv, smpte240m/smpte240m/smpte240m",
        "640x360, smpte170m, tv, smpte170m/smpte170m/smpte170m",
        "720x576, bt470bg, tv, bt470bg/smpte170m/bt470bg",
        "640x360, smpte170m, tv, unknown/unknown/unknown",
        "640x360, smpte170m, pc, unknown/unknown/unknown",
        "640x360, bt709, tv, bt709/bt709/bt709",
        "640x360, bt709, tv, bt709/unknown/unknown",
        "640x360, fcc, tv, bt470m/bt470m/fcc",
    })
    void videosInYCbCrKeepTheirColors(String size, String matrix, String range, String stated) throws IOException {
        String[] tags = stated.split("/");
        Path source = TestMedia.make(
                folder.resolve("source"),
                fields(size) + "-vf scale=flags=accurate_rnd+full_chroma_int:out_color_matrix=" + matrix + ":out_range="
                        + range + ",format=yuv444p," + tags(tags[0], tags[1], tags[2], range) + ",format=yuv420p"
                        + " -c:v libx264 -qp 2 -f mp4");
        assertColors(source, PROFILES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-vf format=rgb24 -c:v libx264rgb -qp 0 -f matroska",
                "-vf format=bgr24 -c:v rawvideo -f avi",
                "-vf format=yuvj420p -c:v mjpeg -q:v 2 -f avi",
                "-vf format=rgb24 -c:v png -f mov",
                "-vf format=rgba -c:v apng -f apng",
            })
    void otherVideosKeepTheirColors(String encode) throws IOException {
        assertColors(TestMedia.make(folder.resolve("source"), fields("640x360") + encode), PROFILES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-vf format=rgb24 -c:v png -f image2",
                "-vf format=rgb48 -c:v png -f image2",
                "-vf format=yuvj444p -c:v mjpeg -q:v 2 -f image2",
                "-vf format=yuvj420p -c:v mjpeg -q:v 2 -f image2",
                "-vf format=bgra -c:v libwebp -lossless 1 -f image2",
                "-vf format=yuv420p -c:v libwebp -quality 98 -f image2",
                "-vf format=bgr24 -c:v bmp -f image2",
                "-vf format=rgb24 -c:v tiff -f image2",
                "-vf format=rgb48 -c:v tiff -f image2",
            })
    void stillsKeepTheirColors(String encode) throws IOException {
        assertColors(
                TestMedia.make(folder.resolve("source"), fields("641x361") + "-frames:v 1 -update 1 " + encode),
                List.of("poster"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gray -c:v png -f image2",
                "gray16be -c:v png -f image2",
                "ya8 -c:v png -f image2",
                "gray -c:v mjpeg -q:v 2 -f image2",
                "gray -c:v tiff -f image2"
            })
    void graysAreKept(String encode) throws IOException {
        Path source = TestMedia.make(
                folder.resolve("source"),
                "-f lavfi -i color=0x808080:s=64x64,format=gray,drawbox=w=20:h=64:t=fill:c=white,"
                        + "drawbox=x=44:w=20:h=64:t=fill:c=black -frames:v 1 -update 1 -vf format="
                        + encode);
        Pixels pixels = Pixels.of(make(source, "poster").picture(), folder);
        assertThat(pixels.at(10, 32)).as("white").satisfies(rgb -> close(rgb, new int[] {255, 255, 255}));
        assertThat(pixels.at(32, 32)).as("gray").satisfies(rgb -> close(rgb, new int[] {128, 128, 128}));
        assertThat(pixels.at(54, 32)).as("black").satisfies(rgb -> close(rgb, new int[] {0, 0, 0}));
    }

    /** A color in wide primaries that BT.709 also has. The expected values were calculated independently, from the matrices. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "bt2020, bt2020-10, bt2020nc, 0xA07850, B5/72/47",
        "smpte432, bt709, bt709, 0xA07850, A7/76/48",
        "smpte432, iec61966-2-1, bt709, 0xA07850, A7/76/49",
        "bt2020, bt2020-10, bt2020nc, 0x808080, 80/80/80",
        "smpte432, bt709, bt709, 0xFFFFFF, FF/FF/FF",
    })
    void widePrimariesAreConverted(String primaries, String transfer, String space, String numbers, String becomes)
            throws IOException {
        Path source = TestMedia.make(
                folder.resolve("source"),
                "-f lavfi -i color=" + numbers + ":s=640x360:r=10:d=0.5,format=gbrp -vf scale=flags=accurate_rnd:"
                        + "out_color_matrix=" + space + ":out_range=tv,format=yuv420p10le,"
                        + tags(primaries, transfer, space, "tv")
                        + " -c:v libx265 -x265-params log-level=error:crf=4 -f mp4");
        int[] expected = List.of(becomes.split("/")).stream()
                .mapToInt(hex -> Integer.parseInt(hex, 16))
                .toArray();
        for (String profile : PROFILES) {
            Made made = make(source, profile);
            int[] rgb = Pixels.of(made.picture(), folder).at(made.width() / 2, 20);
            assertThat(rgb).as(profile).satisfies(actual -> close(actual, expected));
        }
    }

    /** The poster of a photo with an ICC profile, such as Display P3, has the same ICC profile. */
    @Test
    void iccProfileOfAPhotoIsKept() throws IOException {
        byte[] profile = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
        Path photo = profiled(BufferedImage.TYPE_INT_RGB, profile);

        assertThat(text(make(photo, "poster").picture())).contains("ICC_PROFILE", text(profile));
    }

    /** Viewers would apply the ICC profile for gray to the three channels of the poster. */
    @Test
    void grayIccProfileIsDroppedFromAColorPoster() throws IOException {
        byte[] profile = ICC_Profile.getInstance(ColorSpace.CS_GRAY).getData();

        assertThat(text(make(profiled(BufferedImage.TYPE_BYTE_GRAY, profile), "poster")
                        .picture()))
                .doesNotContain("ICC_PROFILE");
    }

    /** A JPEG with an ICC profile, of a type of {@link BufferedImage}: written by Java, because ffmpeg writes no gray JPEG. */
    private Path profiled(int type, byte[] profile) throws IOException {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(64, 64, type), "jpg", written);
        byte[] plain = written.toByteArray();
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        jpeg.write(plain, 0, 2);
        byte[] name = "ICC_PROFILE\0".getBytes(StandardCharsets.US_ASCII);
        int length = 2 + name.length + 2 + profile.length;
        jpeg.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xE2, (byte) (length >> 8), (byte) length});
        jpeg.writeBytes(name);
        jpeg.writeBytes(new byte[] {1, 1});
        jpeg.writeBytes(profile);
        jpeg.write(plain, 2, plain.length - 2);
        return Files.write(folder.resolve("source"), jpeg.toByteArray());
    }

    private static String text(Path file) throws IOException {
        return text(Files.readAllBytes(file));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private void assertColors(Path source, List<String> profiles) throws IOException {
        for (String profile : profiles) {
            Made made = make(source, profile);
            int width = made.width();
            Pixels pixels = Pixels.of(made.picture(), folder);
            int height = height(made);
            for (int i = 0; i < COLORS.size(); i++) {
                int[] rgb = pixels.at((int) ((i % 4 + 0.5) * width / 4), (int) ((i / 4 + 0.5) * height / 2));
                int[] expected = COLORS.get(i);
                assertThat(rgb).as("%s, field %d", profile, i).satisfies(actual -> close(actual, expected));
            }
        }
    }

    private static int height(Made made) {
        return made.plan() instanceof StoryboardPlan sheet
                ? sheet.tile().height()
                : TestMedia.look(made.picture())
                        .path("streams")
                        .path(0)
                        .path("height")
                        .asInt();
    }

    private static void close(int[] actual, int[] expected) {
        for (int i = 0; i < 3; i++) {
            assertThat(actual[i]).isCloseTo(expected[i], within(TOLERANCE));
        }
    }
}
