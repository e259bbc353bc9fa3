package dev.renditions.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.renditions.ffmpeg.LightPatches.Light;
import dev.renditions.ffmpeg.process.TestMedia;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tone mapping of patches with a known brightness, measured in the decoded pixels of every kind of output. */
class ToneMappingIT extends RenditionScene {
    private static final List<String> PROFILES = List.of("poster", "storyboard", "preview", "mp4-360p", "hls");

    private static final String LOSSLESS = "-c:v libx265 -x265-params lossless=1:log-level=error -f mp4";

    /** Expected values from 0 to 255, by nits: the same for PQ and HLG, except at the peak of HLG. */
    private static final Map<Double, Integer> GRAYS = Map.of(
            0.0, 0, 0.1, 10, 1.0, 27, 10.0, 73, 26.0, 108, 100.0, 189, 203.0, 238, 400.0, 249, 1000.0, 253, 4000.0,
            254);

    private static final int WHITE = 255;

    @ParameterizedTest(name = "{0}, {1} bits, {2}")
    @CsvSource({
        "smpte2084, 10, 420",
        "smpte2084, 10, 422",
        "smpte2084, 10, 444",
        "smpte2084, 8, 420",
        "arib-std-b67, 10, 420",
        "arib-std-b67, 8, 420",
    })
    void tonesAreAsExpectedInEveryProfile(String transfer, int bits, String chroma) throws IOException {
        LightPatches patches = new LightPatches(transfer, bits, chroma);
        assertTones(patches, patches.video(folder, false, LOSSLESS));
    }

    @ParameterizedTest(name = "{0}, {1} bits")
    @CsvSource({"smpte2084, 10", "smpte2084, 8", "arib-std-b67, 10"})
    void tonesAreAsExpectedForOddSizes(String transfer, int bits) throws IOException {
        LightPatches patches = new LightPatches(transfer, bits, "420");
        assertTones(patches, patches.video(folder, true, "-c:v libvpx-vp9 -lossless 1 -f webm"));
    }

    @ParameterizedTest
    @CsvSource({"1x1", "2x2", "3x1", "1x7", "17x33"})
    void whiteStaysWhiteInTheSmallestVideos(String size) throws IOException {
        Path source = TestMedia.make(
                folder.resolve("source"),
                "-f lavfi -i color=white:s=" + size + ":r=10:d=1 -pix_fmt yuv420p10le -vf setparams="
                        + "color_primaries=bt2020:color_trc=smpte2084:colorspace=bt2020nc:range=tv"
                        + " -c:v libvpx-vp9 -f webm");
        for (String profile : List.of("poster", "storyboard", "preview", "mp4-360p")) {
            Path picture = make(source, profile).picture();
            assertThat(Pixels.of(picture, folder).at(0, 0)[1]).as(profile).isCloseTo(WHITE, within(3));
        }
    }

    /** Many files state a peak that none of their frames reaches, or none. */
    @ParameterizedTest
    @CsvSource({"1, 1", "0, 0", "65535, 65535", "400, 100"})
    void statedPeakIsIgnored(int brightest, int average) throws IOException {
        LightPatches patches = new LightPatches("smpte2084", 10, "420");
        Path source = patches.video(
                folder,
                false,
                "-c:v libx265 -x265-params lossless=1:log-level=error:hdr10=1:max-cll=" + brightest + "," + average
                        + ":master-display=G(13250,34500)B(7500,3000)R(34000,16000)WP(15635,16450)L(" + brightest
                        + ",1) -f mp4");
        assertTones(patches, source);
    }

    @ParameterizedTest
    @CsvSource({"mp4-360p", "hevc-720p", "av1-720p", "hls"})
    void toneMappedOutputHasNoHdrMetadata(String profile) throws IOException {
        Path source = new LightPatches("smpte2084", 10, "420")
                .video(
                        folder,
                        false,
                        "-c:v libx265 -x265-params log-level=error:hdr10=1:max-cll=1000,400:master-display="
                                + "G(13250,34500)B(7500,3000)R(34000,16000)WP(15635,16450)L(10000000,1) -f mp4");
        assertThat(sideData(source)).anyMatch(type -> type.contains("Mastering display"));

        assertThat(sideData(make(source, profile).picture()))
                .noneMatch(type -> type.contains("Mastering display") || type.contains("Content light"));
    }

    @Test
    void missingTagsAreThoseOfHdr() throws IOException {
        LightPatches patches = new LightPatches("smpte2084", 10, "420");
        Path tagged = patches.video(folder, false, LOSSLESS);
        Path source = TestMedia.make(
                folder.resolve("partial"),
                "-i file:" + tagged + " -vf setparams=color_primaries=unknown:colorspace=unknown " + LOSSLESS);
        assertThat(TRANSCODER.probe(source).mainVideo().orElseThrow().color().primaries())
                .isEmpty();
        int[] white = at(make(source, "poster").picture(), patches.grays().indexOf(203.0));
        assertThat(white[1]).isCloseTo(GRAYS.get(203.0), within(4));
    }

    private void assertTones(LightPatches patches, Path source) throws IOException {
        for (String profile : PROFILES) {
            assertTones(patches, make(source, profile), profile);
        }
    }

    private void assertTones(LightPatches patches, Made made, String profile) throws IOException {
        Pixels pixels = Pixels.of(made.picture(), folder);
        int width = made.width();
        List<Integer> tones = new ArrayList<>();
        for (double nits : patches.grays()) {
            int[] rgb = pixels.at(LightPatches.center(tones.size(), width));
            assertThat(rgb[1]).as("%s at %s nits", profile, nits).isCloseTo(tone(nits), within(5));
            // Gray stays gray.
            assertThat(rgb[0]).as("%s, red at %s nits", profile, nits).isCloseTo(rgb[1], within(4));
            assertThat(rgb[2]).as("%s, blue at %s nits", profile, nits).isCloseTo(rgb[1], within(4));
            tones.add(rgb[1]);
        }
        assertThat(tones).as(profile).isSorted();
        int white = tones.get(patches.grays().indexOf(203.0));
        assertThat(white).as("%s, diffuse white", profile).isBetween(215, 250);
        assertThat(tones.get(patches.grays().indexOf(400.0))).as(profile).isGreaterThan(white + 5);
        assertThat(tones.get(patches.grays().size() - 1)).as(profile).isGreaterThan(white + 11);
        for (int i = 0; i < patches.colors().size(); i++) {
            int[] rgb = pixels.at(LightPatches.center(LightPatches.FIRST_COLOR + i, width));
            Light light = patches.colors().get(i);
            assertThat(angleBetween(hue(rgb), hue(light)))
                    .as("%s: the hue of %s, which became %s", profile, light, List.of(rgb[0], rgb[1], rgb[2]))
                    .isLessThan(8);
        }
    }

    private static int tone(double nits) {
        return GRAYS.getOrDefault(nits, WHITE);
    }

    private int[] at(Path picture, int patch) {
        return Pixels.of(picture, folder).at(LightPatches.center(patch, LightPatches.width()));
    }

    private static List<String> sideData(Path file) {
        return StreamSupport.stream(
                        TestMedia.look(file, "-show_frames", "-read_intervals", "%+#1")
                                .findValues("side_data_type")
                                .spliterator(),
                        false)
                .map(node -> node.asText())
                .toList();
    }

    /** The hue of this light in BT.709 with a gamma of 2.4. */
    private static double hue(Light l) {
        double red = 1.660491 * l.red() - 0.587641 * l.green() - 0.072850 * l.blue();
        double green = -0.124550 * l.red() + 1.132900 * l.green() - 0.008349 * l.blue();
        double blue = -0.018151 * l.red() - 0.100579 * l.green() + 1.118730 * l.blue();
        return hue(gamma(red), gamma(green), gamma(blue));
    }

    private static double gamma(double light) {
        return Math.pow(Math.max(0, light), 1 / 2.4);
    }

    private static double hue(int[] rgb) {
        return hue(rgb[0], rgb[1], rgb[2]);
    }

    /** The angle in the hexagon of HSV, in degrees. */
    private static double hue(double red, double green, double blue) {
        return Math.toDegrees(Math.atan2(Math.sqrt(3) * (green - blue), 2 * red - green - blue));
    }

    private static double angleBetween(double one, double other) {
        double apart = Math.abs(one - other) % 360;
        return Math.min(apart, 360 - apart);
    }
}
