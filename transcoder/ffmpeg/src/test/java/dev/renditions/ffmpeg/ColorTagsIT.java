package dev.renditions.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.renditions.ffmpeg.process.TestMedia;
import dev.renditions.testing.Cases;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every kind of output is made of sources with known, reserved or contradictory color tags, and states its own colors. The
 * cross product of all tags is too large: each value is tried with several of the others.
 */
@Timeout(600)
class ColorTagsIT extends RenditionScene {
    private static final List<String> PROFILES = List.of("poster", "storyboard", "preview", "mp4-360p", "hls");

    /** All values that H.273 defines, the reserved ones 0 and 3, and some undefined ones. */
    private static final List<Integer> PRIMARIES = List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 22, 77, 255);

    private static final List<Integer> TRANSFERS =
            List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 200);

    private static final List<Integer> MATRICES =
            List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 99, 255);

    /** Code points of H.273. */
    record Tags(int primaries, int transfer, int matrix, boolean full) {
        String filter(String codec) {
            return codec + "_metadata=colour_primaries=" + primaries + ":transfer_characteristics=" + transfer
                    + ":matrix_coefficients=" + matrix + ":video_full_range_flag=" + (full ? 1 : 0);
        }
    }

    /** Each matrix with standard range, PQ and HLG, and each other value at least once; the rest is random, with a fixed seed. */
    static List<Tags> tags() {
        Random random = new Random(709);
        List<Tags> all = new ArrayList<>();
        for (int matrix : MATRICES) {
            for (int transfer : List.of(1, 16, 18)) {
                all.add(new Tags(any(PRIMARIES, random), transfer, matrix, random.nextInt(4) == 0));
            }
        }
        PRIMARIES.forEach(
                primaries -> all.add(new Tags(primaries, any(TRANSFERS, random), any(MATRICES, random), false)));
        TRANSFERS.forEach(
                transfer -> all.add(new Tags(any(PRIMARIES, random), transfer, any(MATRICES, random), false)));
        return all;
    }

    private static int any(List<Integer> values, Random random) {
        return values.get(random.nextInt(values.size()));
    }

    @ParameterizedTest
    @CsvSource({
        "h264, -pix_fmt yuv420p -c:v libx264 -qp 4",
        "hevc, -pix_fmt yuv420p10le -c:v libx265 -x265-params log-level=error",
    })
    void everyOutputIsMadeFromAnyColorTags(String codec, String encode) throws IOException {
        Path plain = TestMedia.make(
                folder.resolve("plain"), "-f lavfi -i testsrc2=s=98x66:r=10:d=0.5 " + encode + " -f mp4");
        int number = 0;
        for (Tags tags : tags()) {
            Path source = tagged(plain, codec, tags);
            // Steps for the source come before steps for an output, so not every combination is needed.
            for (String profile : number++ % 4 == 0 ? PROFILES : List.of("poster")) {
                try {
                    // Also verifies that each output states the planned colors.
                    make(source, profile);
                } catch (RuntimeException e) {
                    throw new AssertionError(codec + " of " + tags + " under " + profile, e);
                }
            }
        }
    }

    /** An unknown or impossible matrix is replaced by the one that players assume. */
    @ParameterizedTest(name = "{0}x{1} tagged {2}: {3}")
    @CsvSource({
        "640, 360, 2/2/2, smpte170m",
        "640, 360, 77/200/99, smpte170m",
        "640, 360, 2/2/0, smpte170m",
        "640, 360, 10/17/14, smpte170m",
        "640, 360, 2/2/11, smpte170m",
        "640, 360, 1/1/3, bt709",
        "640, 360, 9/14/255, bt2020nc",
        "1280, 720, 2/2/2, bt709",
        "1280, 720, 3/3/3, bt709",
        "1280, 720, 8/10/12, bt709",
        "1280, 720, 2/2/0, bt709",
        "1280, 720, 2/2/8, ycgco",
    })
    void missingMatrixIsTheOneThatPlayersAssume(int width, int height, String tags, String matrix) throws IOException {
        String convert =
                matrix.equals("ycgco") ? "zscale=m=ycgco:r=tv" : "scale=out_color_matrix=" + matrix + ":out_range=tv";
        Path plain = TestMedia.make(
                folder.resolve("plain"),
                "-f lavfi -i color=0xC04020:s=" + width + "x" + height + ":r=10:d=0.5 -vf format=gbrp," + convert
                        + ",format=yuv444p,setparams=colorspace=unknown,format=yuv420p -c:v libx264 -qp 4 -f mp4");
        String[] numbers = tags.split("/");
        Path source = tagged(
                plain,
                "h264",
                new Tags(
                        Integer.parseInt(numbers[0]),
                        Integer.parseInt(numbers[1]),
                        Integer.parseInt(numbers[2]),
                        false));
        // With the primaries of BT.2020 the color is outside BT.709: this is the nearest one, calculated independently.
        int[] expected = matrix.equals("bt2020nc") ? new int[] {0xEB, 0, 0} : new int[] {0xC0, 0x40, 0x20};
        for (String profile : PROFILES) {
            assertColor(make(source, profile), expected, profile);
        }
    }

    @Test
    void conflictingTagsOfContainerAndStream() throws IOException {
        Path source = Cases.fileOrSkip("reserved-hevc.mp4");
        Pixels same = Pixels.of(make(Cases.fileOrSkip("hdr10.mp4"), "poster").picture(), folder);
        for (String profile : PROFILES) {
            assertThat(make(source, profile).picture()).as(profile).isNotEmptyFile();
        }
        Pixels pixels = Pixels.of(make(source, "poster").picture(), folder);
        for (int[] point :
                List.of(new int[] {300, 200}, new int[] {900, 200}, new int[] {300, 500}, new int[] {900, 500})) {
            for (int i = 0; i < 3; i++) {
                assertThat(pixels.at(point)[i]).isCloseTo(same.at(point)[i], within(6));
            }
        }
    }

    private void assertColor(Made made, int[] expected, String profile) throws IOException {
        int[] rgb = Pixels.of(made.picture(), folder).at(made.width() / 2, 20);
        for (int i = 0; i < 3; i++) {
            assertThat(rgb[i])
                    .as("%s: %d, %d, %d", profile, rgb[0], rgb[1], rgb[2])
                    .isCloseTo(expected[i], within(6));
        }
    }

    private Path tagged(Path plain, String codec, Tags tags) {
        return TestMedia.make(
                folder.resolve("source"), "-i file:" + plain + " -c copy -bsf:v " + tags.filter(codec) + " -f mp4");
    }
}
