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
 * A text appears with the picture that it appeared with in the source. The pictures of each source turn white for a fifth of a
 * second, twice, each time together with a text. What ffprobe says of when they are white in an output is held against the
 * times of the texts that were made of the same source.
 */
class CaptionTimesIT extends RenditionScene {
    /** Times of Matroska and WebVTT are whole milliseconds. */
    private static final Duration EXACT = Duration.ofMillis(2);

    /** Half a frame: pictures that start between two frames of their rate are moved to one of them. */
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
            matroska without sound       | -map 0 -map 2 -c:v libx264 -c:s subrip -f matroska
            webm                         | -map 0 -map 1 -map 2 -c:v libvpx -b:v 200k -c:a libopus -b:a 64k -c:s webvtt -f webm
            mp4                          | -map 0 -map 1 -map 2 -c:v libx264 -c:a aac -c:s mov_text -f mp4
            """)
    void textsAppearWithTheirPictures(String kind, String arguments) throws IOException {
        check(encoded(arguments), EXACT);
    }

    /** The sound begins before the pictures by what its encoder adds, 21 ms, and all times are above zero. */
    @ParameterizedTest
    @CsvSource({"subrip", "ass"})
    void matroskaWithThePrimingOfItsSound(String codec) throws IOException {
        Path mp4 = encoded("-map 0 -map 1 -map 2 -c:v libx264 -c:a aac -c:s mov_text -f mp4");
        Path source = TestMedia.make(
                folder.resolve("primed"), "-i file:" + mp4 + " -map 0 -c copy -c:s " + codec + " -f matroska");
        assertThat(startOfPictures(source)).isEqualTo(0.021);
        check(source, EXACT);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            a clock that starts at 5 s      | -i SOURCE -map 0 -c copy -output_ts_offset 5 -f matroska
            a clock that starts at 26 h     | -i SOURCE -map 0 -c copy -output_ts_offset 93600 -f matroska
            an edit list that begins within | -ss 0.5 -i SOURCE -map 0 -c copy -c:s mov_text -f mp4
            pictures that begin later       | -itsoffset 0.4 -i SOURCE -i SOURCE -map 0:v -map 1:a -map 0:s -c copy -f matroska
            """)
    void sourcesThatStartElsewhere(String kind, String arguments) throws IOException {
        check(moved(arguments), EXACT);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            an edit list that delays everything | -itsoffset 0.7 -i SOURCE -map 0 -c copy -c:s mov_text -f mp4
            pictures that begin later           | -itsoffset 0.5 -i SOURCE -i SOURCE -map 0:v -map 1:a -map 0:s -c copy -f matroska
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
        Path ofPackage = hls.outputs().stream()
                .filter(output -> output.mediaType().equals("text/vtt"))
                .findFirst()
                .orElseThrow()
                .file();
        assertThat(before).hasSize(2);
        assertThat(cues).hasSize(2);
        assertThat(Files.readString(ofPackage)).contains("X-TIMESTAMP-MAP=MPEGTS:0,LOCAL:00:00:00.000");
        same(
                tolerance,
                "mp4",
                before,
                texts,
                whites(Rendering.render(source, Rendering.builtIn("mp4-360p"), folder.resolve("mp4"))),
                cues);
        // Its pictures count from where the first begins to be shown, whatever the times of its file are.
        List<Double> shown = whites(rung);
        double first = startOfPictures(rung);
        same(
                tolerance,
                "hls",
                before,
                texts,
                shown.stream().map(time -> time - first).toList(),
                cues);
    }

    /** Whether cues are as far from white pictures as the texts of the source were from its own. */
    private static void same(
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
                            "%s: white at %s, texts at %s; made of white at %s, texts at %s",
                            what, after, cues, before, texts)
                    .isLessThanOrEqualTo(tolerance.toMillis() / 1000.0);
        }
    }

    /** When pictures turn white, by the clock of the file. */
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

    private static double startOfPictures(Path file) {
        return Double.parseDouble(TestMedia.look(file, "-select_streams", "v:0")
                .path("streams")
                .path(0)
                .path("start_time")
                .asText());
    }

    private static List<Double> starts(JsonNode packets) {
        List<Double> starts = new ArrayList<>();
        // MP4 has empty packets between texts.
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
