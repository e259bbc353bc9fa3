package dev.renditions.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.renditions.ffmpeg.process.TestMedia;
import dev.renditions.media.Cue;
import dev.renditions.media.WebVtt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A caption appears with the same frame as in the source. The video of each source turns white twice for a fifth of a second,
 * each time together with a caption. The times at which an output is white are compared with the times of its captions.
 */
class CaptionTimesIT extends RenditionScene {
    /** Timestamps of Matroska and WebVTT are whole milliseconds. */
    private static final Duration EXACT = Duration.ofMillis(2);

    /** Half a frame: a video that starts between two frames of its rate is moved to one of them. */
    private static final Duration HALF_A_FRAME = Duration.ofMillis(21);

    private static final String FLASHES =
            "-f lavfi -i nullsrc=s=160x120:r=25:d=5,geq=lum=if(between(T\\,1\\,1.199)+between(T\\,3\\,3.199)\\,235\\,16):cb=128:cr=128";
    private static final String BEEP = " -f lavfi -i sine=d=5:r=48000 ";

    private static final String SRT = """
            1
            00:00:01,000 --> 00:00:01,200
            one

            2
            00:00:03,000 --> 00:00:03,200
            two

            """;

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            matroska                     | -map 0 -map 1 -map 2 -c:v libx264 -c:a aac -c:s subrip -f matroska
            matroska with a script       | -map 0 -map 1 -map 2 -c:v libx264 -c:a aac -c:s ass -f matroska
            matroska without audio       | -map 0 -map 2 -c:v libx264 -c:s subrip -f matroska
            webm                         | -map 0 -map 1 -map 2 -c:v libvpx -b:v 200k -c:a libopus -b:a 64k -c:s webvtt -f webm
            mp4                          | -map 0 -map 1 -map 2 -c:v libx264 -c:a aac -c:s mov_text -f mp4
            """)
    void captionsAppearWithTheirFrames(String kind, String arguments) throws IOException {
        check(encoded(arguments), EXACT);
    }

    /** The audio begins 21 ms before the video, by the priming of its encoder, and all timestamps are above zero. */
    @ParameterizedTest
    @CsvSource({"subrip", "ass"})
    void matroskaWithTheEncoderDelayOfItsAudio(String codec) throws IOException {
        Path mp4 = encoded("-map 0 -map 1 -map 2 -c:v libx264 -c:a aac -c:s mov_text -f mp4");
        Path source = TestMedia.make(
                folder.resolve("primed"), "-i file:" + mp4 + " -map 0 -c copy -c:s " + codec + " -f matroska");
        assertThat(startOfVideo(source)).isEqualTo(0.021);
        check(source, EXACT);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            timestamps that start at 5 s    | -i SOURCE -map 0 -c copy -output_ts_offset 5 -f matroska
            timestamps that start at 26 h   | -i SOURCE -map 0 -c copy -output_ts_offset 93600 -f matroska
            an edit list that cuts the start| -ss 0.5 -i SOURCE -map 0 -c copy -c:s mov_text -f mp4
            a video that begins later       | -itsoffset 0.4 -i SOURCE -i SOURCE -map 0:v -map 1:a -map 0:s -c copy -f matroska
            """)
    void sourcesThatDoNotStartAtZero(String kind, String arguments) throws IOException {
        check(moved(arguments), EXACT);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            an edit list that delays everything | -itsoffset 0.7 -i SOURCE -map 0 -c copy -c:s mov_text -f mp4
            a video that begins later          | -itsoffset 0.5 -i SOURCE -i SOURCE -map 0:v -map 1:a -map 0:s -c copy -f matroska
            """)
    void sourcesThatStartBetweenTwoFrames(String kind, String arguments) throws IOException {
        check(moved(arguments), HALF_A_FRAME);
    }

    private Path moved(String arguments) throws IOException {
        Path plain = encoded("-map 0 -map 1 -map 2 -c:v libx264 -g 25 -bf 0 -c:a aac -c:s subrip -f matroska");
        return TestMedia.make(folder.resolve("moved"), arguments.replace("SOURCE", "file:" + plain));
    }

    private Path encoded(String arguments) throws IOException {
        Path srt = Files.writeString(folder.resolve("text.srt"), SRT);
        return TestMedia.make(folder.resolve("source"), FLASHES + BEEP + "-i " + srt + " " + arguments);
    }

    private void check(Path source, Duration tolerance) throws IOException {
        List<Double> before = whites(source);
        List<Double> texts = starts(
                TestMedia.look(source, "-select_streams", "s", "-show_packets").path("packets"));
        List<Double> cues = cues(make(source, "captions").file(0));
        Made hls = make(source, "hls");
        Path rung = hls.outputs().stream()
                .filter(output -> output.mediaType().equals("video/mp4"))
                .filter(output -> output.name().startsWith("video"))
                .findFirst()
                .orElseThrow()
                .file();
        Path vtt = hls.outputs().stream()
                .filter(output -> output.mediaType().equals("text/vtt"))
                .findFirst()
                .orElseThrow()
                .file();
        assertThat(before).hasSize(2);
        assertThat(cues).hasSize(2);
        assertThat(Files.readString(vtt)).contains("X-TIMESTAMP-MAP=MPEGTS:0,LOCAL:00:00:00.000");
        assertSameDistance(
                tolerance,
                "mp4",
                before,
                texts,
                whites(Rendering.render(source, Rendering.builtIn("mp4-360p"), folder.resolve("mp4"))),
                cues);
        // The times of a rung count from its first frame, whatever the timestamps of its file.
        List<Double> shown = whites(rung);
        double first = startOfVideo(rung);
        assertSameDistance(
                tolerance,
                "hls",
                before,
                texts,
                shown.stream().map(time -> time - first).toList(),
                cues);
    }

    /** Asserts that the cues are as far from white frames as the captions of the source. */
    private static void assertSameDistance(
            Duration tolerance,
            String what,
            List<Double> before,
            List<Double> texts,
            List<Double> after,
            List<Double> cues) {
        assertThat(after).as(what).hasSize(2);
        for (int i = 0; i < 2; i++) {
            double moved = (cues.get(i) - after.get(i)) - (texts.get(i) - before.get(i));
            assertThat(Math.abs(moved))
                    .as(
                            "%s: white at %s, captions at %s; in the source white at %s, captions at %s",
                            what, after, cues, before, texts)
                    .isLessThanOrEqualTo(tolerance.toMillis() / 1000.0);
        }
    }

    /** When the video turns white, by the timestamps of the file. */
    private List<Double> whites(Path file) throws IOException {
        Path brightness = Files.createTempFile(folder, "brightness", "");
        TestMedia.make(
                folder.resolve("frames"),
                "-copyts -i file:" + file + " -map 0:v:0 -vf signalstats,metadata=mode=print"
                        + ":key=lavfi.signalstats.YAVG:file=" + brightness + " -f framecrc");
        List<Double> whites = new ArrayList<>();
        double time = Double.NaN;
        boolean white = false;
        for (String line : Files.readAllLines(brightness)) {
            if (line.startsWith("frame:")) {
                time = Double.parseDouble(line.replaceFirst(".*pts_time:", ""));
            } else {
                boolean now = Double.parseDouble(line.replaceFirst(".*=", "")) > 120;
                if (now && !white) {
                    whites.add(time);
                }
                white = now;
            }
        }
        return whites;
    }

    private static double startOfVideo(Path file) {
        return Double.parseDouble(TestMedia.look(file, "-select_streams", "v:0")
                .path("streams")
                .path(0)
                .path("start_time")
                .asText());
    }

    private static List<Double> starts(JsonNode packets) {
        List<Double> starts = new ArrayList<>();
        // MP4 has empty packets between captions.
        packets.forEach(packet -> {
            if (packet.path("size").asInt() > 2) {
                starts.add(Double.parseDouble(packet.path("pts_time").asText()));
            }
        });
        return starts;
    }

    private static List<Double> cues(Path file) throws IOException {
        return WebVtt.parse(Files.readString(file)).cues().stream()
                .map(Cue::start)
                .map(start -> start.toMillis() / 1000.0)
                .toList();
    }
}
