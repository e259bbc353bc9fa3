package dev.renditions.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.renditions.ffmpeg.process.TestMedia;
import dev.renditions.kind.Profile;
import dev.renditions.kind.video.VideoPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every codec on sources of many kinds. */
@Timeout(120)
class VideoCodecsIT {
    private static final String VIDEO = "-f lavfi -i testsrc2=size=320x180:rate=25 ";
    private static final String HD = "-f lavfi -i testsrc2=size=1280x720:rate=25 ";
    private static final String AUDIO = "-f lavfi -i sine=frequency=440:sample_rate=44100 ";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "mp4-360p, h264, avc1, High, aac",
        "hevc-720p, hevc, hvc1, Main, aac",
        "av1-720p, av1, av01, Main, opus",
    })
    void videoIsEncodedInClosedGopsOfTwoSeconds(String profile, String codec, String tag, String level, String sound) {
        Path source = source(VIDEO + AUDIO + "-t 5 -c:v mpeg4 -c:a aac -f mov");

        JsonNode look = render(source, profile, "-show_entries", "packet=pts_time,flags,codec_type", "-show_packets");

        JsonNode video = look.path("streams").path(0);
        assertThat(text(video, "codec_name", "codec_tag_string", "profile", "pix_fmt", "color_range"))
                .containsExactly(codec, tag, level, "yuv420p", "tv");
        assertThat(look.path("streams").path(1).path("codec_name").asText()).isEqualTo(sound);
        assertThat(keyFrames(look)).containsExactly(0.0, 2.0, 4.0);
        assertThat(look.path("format").path("duration").asDouble()).isCloseTo(5, within(0.05));
        assertThat(look.path("format").path("start_time").asDouble()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "mp4-360p, yuv444p10le",
        "hevc-720p, yuv422p10le",
        "hevc-720p, yuv444p",
        "av1-720p, yuv444p10le",
        "av1-720p, gbrp",
    })
    void highBitDepthAndFullChromaAreReduced(String profile, String pixels) {
        String encoder = pixels.equals("gbrp") ? "libx264rgb" : "libx264";
        Path source = source(VIDEO + "-t 0.5 -c:v " + encoder + " -preset ultrafast -pix_fmt "
                + pixels.replace("gbrp", "rgb24") + " -f matroska");

        assertThat(text(render(source, profile).path("streams").path(0), "pix_fmt", "color_range"))
                .containsExactly("yuv420p", "tv");
    }

    @ParameterizedTest
    @CsvSource({
        "mp4-360p, smpte2084",
        "mp4-360p, arib-std-b67",
        "hevc-720p, smpte2084",
        "av1-720p, arib-std-b67",
    })
    void hdrIsToneMapped(String profile, String transfer) {
        Path source = source(VIDEO + "-t 0.5 -pix_fmt yuv420p10le -c:v libx265"
                + " -vf setparams=color_primaries=bt2020:color_trc=" + transfer + ":colorspace=bt2020nc"
                + " -x265-params log-level=error -f mp4");

        assertThat(colors(render(source, profile))).containsExactly("bt709", "bt709", "bt709", "tv");
    }

    @ParameterizedTest
    @CsvSource({"mp4-360p", "hevc-720p", "av1-720p"})
    void untaggedHdIsTaggedAsBt709WhenScaledDown(String profile) {
        Path source = source(HD + "-t 0.3 -c:v libx264 -preset ultrafast -pix_fmt yuv420p -f mp4");

        assertThat(colors(render(source, profile))).containsExactly("bt709", "bt709", "bt709", "tv");
    }

    @Test
    void tagsOfTheSourceAreKept() {
        Path source = source(VIDEO + "-t 0.3 -pix_fmt yuv420p -vf"
                + " setparams=color_primaries=smpte170m:color_trc=smpte170m:colorspace=smpte170m -c:v libx264 -f mp4");

        assertThat(colors(render(source, "hevc-720p"))).containsExactly("smpte170m", "smpte170m", "smpte170m", "tv");
    }

    @Test
    void rgbKeepsItsColorsInBt709() {
        Path source =
                source("-f lavfi -i color=0xC02040:size=320x180:rate=25 -t 0.3 -c:v libx264rgb -qp 0 -f matroska");
        Path output = Rendering.render(source, Rendering.builtIn("mp4-360p"), folder.resolve("video.mp4"));

        assertThat(colors(TestMedia.look(output))).containsExactly("bt709", "bt709", "bt709", "tv");
        assertThat(Pixels.of(output, folder).at(160, 90)).satisfies(rgb -> {
            assertThat(rgb[0]).isCloseTo(0xC0, within(6));
            assertThat(rgb[1]).isCloseTo(0x20, within(6));
            assertThat(rgb[2]).isCloseTo(0x40, within(6));
        });
    }

    @ParameterizedTest
    @CsvSource({"mp4-360p", "hevc-720p", "av1-720p"})
    void variableFrameRateIsKept(String profile) {
        Path source = source(VIDEO + "-t 4 -vf select='not(mod(n,5))+lt(t,1)' -fps_mode vfr -c:v libx264 -f mp4");

        JsonNode look = render(source, profile, "-show_entries", "packet=pts_time,flags,codec_type", "-show_packets");

        assertThat(look.path("packets")).hasSize(25 + 15);
        assertThat(look.path("format").path("duration").asDouble()).isBetween(3.5, 3.9);
    }

    @ParameterizedTest
    @CsvSource({"mp4-360p", "hevc-720p", "av1-720p"})
    void transportStreamThatStartsLateStartsAtZero(String profile) {
        Path source = source(VIDEO + AUDIO + "-t 3 -c:v libx264 -c:a aac -output_ts_offset 5 -f mpegts");

        JsonNode look = render(source, profile);

        assertThat(look.path("format").path("start_time").asDouble()).isZero();
        assertThat(look.path("format").path("duration").asDouble()).isCloseTo(3, within(0.1));
    }

    @Test
    void bitrateIsCapped() {
        Path source = source("-f lavfi -i nullsrc=size=640x360:rate=25 -vf geq=random(1)*255:128:128 -t 6 -c:v libx264"
                + " -preset ultrafast -crf 20 -f mp4");
        for (String profile : List.of("mp4-360p", "hevc-720p", "av1-720p")) {
            VideoPlan plan = (VideoPlan) Rendering.plan(source, Rendering.builtIn(profile));
            Path output = Rendering.make(source, plan, folder.resolve(profile + ".mp4"));

            assertThat(TestMedia.look(output)
                            .path("streams")
                            .get(0)
                            .path("bit_rate")
                            .asLong())
                    .as(profile)
                    .isPositive()
                    .isLessThan(plan.rung().settings().maxRateKbps() * 1500L);
        }
    }

    private Path source(String arguments) {
        return TestMedia.make(folder.resolve("source"), arguments);
    }

    private JsonNode render(Path source, String profile, String... more) {
        Profile built = Rendering.builtIn(profile);
        return TestMedia.look(Rendering.render(source, built, folder.resolve("video.mp4")), more);
    }

    private static List<String> colors(JsonNode look) {
        return text(look.path("streams").path(0), "color_primaries", "color_transfer", "color_space", "color_range");
    }

    private static List<String> text(JsonNode node, String... fields) {
        return Arrays.stream(fields).map(field -> node.path(field).asText()).toList();
    }

    private static List<Double> keyFrames(JsonNode look) {
        List<Double> keyFrames = new ArrayList<>();
        for (JsonNode packet : look.path("packets")) {
            if (packet.path("codec_type").asText().equals("video")
                    && packet.path("flags").asText().startsWith("K")) {
                keyFrames.add(packet.path("pts_time").asDouble());
            }
        }
        return keyFrames;
    }
}
