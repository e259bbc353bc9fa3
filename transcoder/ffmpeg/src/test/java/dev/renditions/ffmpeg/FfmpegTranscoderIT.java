package dev.renditions.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.renditions.api.MediaException;
import dev.renditions.api.MediaException.Kind;
import dev.renditions.api.Transcoder;
import dev.renditions.ffmpeg.process.ChildProcesses;
import dev.renditions.ffmpeg.process.TestMedia;
import dev.renditions.kind.Plan;
import dev.renditions.kind.video.VideoPlan;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.Orientation;
import dev.renditions.media.Size;
import dev.renditions.media.VideoStream;
import dev.renditions.testing.DirectEncode;
import dev.renditions.testing.OwnThread;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class FfmpegTranscoderIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Size SMALL = new Size(160, 90);
    private static final String VIDEO = "-f lavfi -i testsrc2=size=320x180:rate=25 ";
    private static final String AUDIO = "-f lavfi -i sine=frequency=440:sample_rate=44100 ";
    private static final FfmpegTranscoder TRANSCODER = FfmpegTranscoder.open(TestMedia.SETTINGS);

    @TempDir
    private Path folder;

    @Test
    void engineIsTheBundledRelease() {
        assertThat(TRANSCODER.engine()).isEqualTo("ffmpeg 8.1.2");
    }

    @Test
    void videoIsAsPlannedAndPlaysWhileItLoads() throws IOException {
        Path source = source(VIDEO + AUDIO + "-t 4 -metadata title=secret -metadata:s:v:0 handler_name=secret"
                + " -c:v libx264 -pix_fmt yuv444p -c:a aac -f mov");
        VideoPlan plan = Plans.video(
                Plans.rung(0, SMALL, Optional.of(20.0), 40),
                Optional.of(Plans.sound(1, 1)),
                Optional.of(Duration.ofSeconds(4)));
        List<Double> reported = Collections.synchronizedList(new ArrayList<>());

        Path output = encode(source, plan, "video.mp4", step -> reported.add(step.fraction()));

        JsonNode look = TestMedia.look(output, "-show_entries", "frame=key_frame,pts_time,media_type", "-show_frames");
        JsonNode video = look.path("streams").path(0);
        JsonNode audio = look.path("streams").path(1);
        assertThat(look.path("streams")).hasSize(2);
        assertThat(text(video, "codec_name", "profile", "pix_fmt", "width", "height", "avg_frame_rate", "color_range"))
                .containsExactly("h264", "High", "yuv420p", "160", "90", "20/1", "tv");
        assertThat(video.path("sample_aspect_ratio").asText()).isEqualTo("1:1");
        assertThat(text(audio, "codec_name", "profile", "channels", "sample_rate"))
                .containsExactly("aac", "LC", "1", "48000");
        assertThat(seconds(video, "duration")).isCloseTo(4, within(0.05));
        assertThat(seconds(look.path("format"), "start_time")).isZero();
        assertThat(keyFrames(look)).containsExactly(0.0, 2.0);
        assertThat(look.toString()).doesNotContain("secret");
        assertPlaysWhileItLoads(output);
        assertThat(reported).isSorted().endsWith(1.0).allMatch(fraction -> fraction > 0 && fraction <= 1);
    }

    @Test
    void rotatedVideoIsEncodedUpright() {
        Path flat = TestMedia.make(folder.resolve("flat.mp4"), VIDEO + "-t 1 -c:v libx264");
        Path source = source("-display_rotation -90 -i file:" + flat + " -c copy -f mp4");

        VideoStream probed = TRANSCODER.probe(source).mainVideo().orElseThrow();
        Path output = encode(source, Plans.video(0, Optional.empty(), new Size(90, 160)), "video.mp4");

        assertThat(probed.orientation()).isEqualTo(Orientation.TURNED_90);
        assertThat(probed.coded()).isEqualTo(new Size(320, 180));
        assertThat(probed.displayed()).isEqualTo(new Size(180, 320));
        JsonNode video = TestMedia.look(output).path("streams").path(0);
        assertThat(text(video, "width", "height")).containsExactly("90", "160");
        assertThat(video.toString()).doesNotContain("rotation");
    }

    @Test
    void fullRangeBecomesLimitedRange() {
        Path source = source(VIDEO + "-t 1 -vf scale=out_range=pc,format=yuvj420p -c:v libx264 -f mp4");

        assertThat(TRANSCODER.probe(source).video().get(0).color().range()).isEqualTo("pc");
        JsonNode video = TestMedia.look(encode(source, Plans.video(0, Optional.empty(), SMALL), "video.mp4"))
                .path("streams")
                .path(0);

        assertThat(text(video, "pix_fmt", "color_range")).containsExactly("yuv420p", "tv");
    }

    @Test
    void hdrIsToneMapped() {
        Path source = source(VIDEO + "-t 0.5 -pix_fmt yuv420p10le -c:v libx265"
                + " -vf setparams=color_primaries=bt2020:color_trc=smpte2084:colorspace=bt2020nc"
                + " -x265-params log-level=error -f mp4");

        assertThat(TRANSCODER.probe(source).video().get(0).color().hdr()).isTrue();
        VideoPlan plan = Plans.toneMapped(Plans.video(0, Optional.empty(), SMALL));
        JsonNode video = TestMedia.look(encode(source, plan, "video.mp4"))
                .path("streams")
                .path(0);

        assertThat(text(video, "pix_fmt", "color_transfer", "color_primaries", "color_space", "color_range"))
                .containsExactly("yuv420p", "bt709", "bt709", "bt709", "tv");
    }

    @Test
    void interlacedVideoIsDeinterlaced() {
        Path source = source("-f lavfi -i testsrc2=size=320x180:rate=50 -t 2 -vf interlace -flags +ilme+ildct"
                + " -c:v mpeg2video -f mpegts");
        VideoPlan plan = Plans.video(
                Plans.deinterlaced(Plans.rung(0, SMALL, Optional.empty(), 50)), Optional.empty(), Optional.empty());

        assertThat(TRANSCODER.probe(source).video().get(0).interlaced()).isTrue();
        JsonNode video = TestMedia.look(encode(source, plan, "video.mp4"))
                .path("streams")
                .path(0);

        assertThat(text(video, "field_order", "avg_frame_rate")).containsExactly("progressive", "25/1");
    }

    @Test
    void lateStartBecomesZeroInSync() {
        Path source = source(VIDEO + AUDIO + "-t 3 -c:v libx264 -c:a aac -output_ts_offset 5 -f mpegts");

        MediaInfo probed = TRANSCODER.probe(source);
        JsonNode look = TestMedia.look(encode(source, Plans.video(0, Optional.of(1), SMALL), "video.mp4"));

        assertThat(probed.duration().orElseThrow()).isBetween(Duration.ofMillis(2950), Duration.ofMillis(3100));
        assertThat(seconds(look.path("format"), "start_time")).isZero();
        assertThat(seconds(look.path("streams").path(0), "duration")).isCloseTo(3, within(0.1));
        assertThat(seconds(look.path("streams").path(1), "duration")).isCloseTo(3, within(0.1));
    }

    @Test
    void audioIsEncodedAsMp3() {
        Path source =
                source(VIDEO + AUDIO + "-t 2 -c:v libx264 -c:a libopus -ar 48000 -metadata title=secret -f matroska");

        Path output = encode(source, Plans.audio(1), "audio.mp3");

        JsonNode look = TestMedia.look(output);
        assertThat(look.path("streams")).hasSize(1);
        assertThat(text(look.path("streams").path(0), "codec_name", "channels", "sample_rate", "bit_rate"))
                .containsExactly("mp3", "2", "48000", "128000");
        assertThat(seconds(look.path("format"), "duration")).isCloseTo(2, within(0.03));
        assertThat(look.toString()).doesNotContain("secret");
    }

    @Test
    void audioThatBeginsLateStartsWithSilence() {
        Path tone = TestMedia.make(folder.resolve("tone.wav"), AUDIO + "-t 1");
        Path source =
                source(VIDEO + "-itsoffset 1 -i file:" + tone + " -map 0 -map 1 -t 2 -c:v libx264 -c:a aac -f mp4");

        JsonNode look = TestMedia.look(encode(source, Plans.audio(1), "audio.mp3"));

        assertThat(seconds(look.path("format"), "duration")).isCloseTo(2, within(0.05));
    }

    @Test
    void posterIsOneFrameOfThePlannedSize() {
        Path source = source(VIDEO + "-t 3 -c:v libx264 -f mp4");

        JsonNode look = TestMedia.look(encode(source, Plans.poster(0, SMALL, Duration.ofSeconds(1), 20), "poster.jpg"));

        assertThat(text(look.path("streams").path(0), "codec_name", "width", "height", "pix_fmt", "color_range"))
                .containsExactly("mjpeg", "160", "90", "yuvj420p", "pc");
    }

    @Test
    void posterPastTheEndIsTakenFromTheStart() {
        Path source = source(VIDEO + "-t 1 -c:v libx264 -f mp4");

        Path output = encode(source, Plans.poster(0, SMALL, Duration.ofSeconds(500), 20), "poster.jpg");

        assertThat(output).isNotEmptyFile();
    }

    @Test
    void truncatedSourceIsDamaged() throws IOException {
        Path whole = TestMedia.make(
                folder.resolve("whole"), VIDEO + AUDIO + "-t 5 -c:v libx264 -c:a aac -movflags +faststart -f mp4");
        byte[] bytes = Files.readAllBytes(whole);
        Path source = Files.write(folder.resolve("source"), Arrays.copyOf(bytes, bytes.length * 6 / 10));

        assertFails(source, Plans.video(0, Optional.of(1), SMALL), Kind.DAMAGED);
        assertFails(source, Plans.video(0, Optional.empty(), SMALL), Kind.DAMAGED);
        assertFails(source, Plans.audio(1), Kind.DAMAGED);
    }

    @Test
    void encodeThatTakesTooLongIsStopped() {
        Path source = source(VIDEO + "-t 60 -c:v libx264 -preset ultrafast -f mp4");
        Path output = folder.resolve("video.mp4");
        VideoPlan plan = Plans.video(0, Optional.empty(), new Size(1920, 1080));

        assertThatExceptionOfType(MediaException.class)
                .isThrownBy(() -> DirectEncode.make(
                        TRANSCODER, source, plan, output, Duration.ofMillis(300), Transcoder.Progress.NONE))
                .matches(e -> e.kind() == Kind.TIME);
        assertThat(output).doesNotExist();
        assertThat(ChildProcesses.all().count()).isZero();
    }

    @Test
    void missingStreamIsAFailure() {
        assertFails(source(AUDIO + "-t 1 -f wav"), Plans.audio(7), Kind.DAMAGED);
    }

    @Test
    void concurrentEncodesDoNotInterfere() throws Exception {
        Path source = source(VIDEO + AUDIO + "-t 2 -c:v libx264 -c:a aac -f mp4");
        var video = OwnThread.of(() -> encode(source, Plans.video(0, Optional.of(1), SMALL), "video.mp4"));
        var audio = OwnThread.of(() -> encode(source, Plans.audio(1), "audio.mp3"));

        assertThat(video.get(60, TimeUnit.SECONDS)).isNotEmptyFile();
        assertThat(audio.get(60, TimeUnit.SECONDS)).isNotEmptyFile();
    }

    private Path source(String arguments) {
        return TestMedia.make(folder.resolve("source"), arguments);
    }

    private Path encode(Path source, Plan.Make plan, String name) {
        return encode(source, plan, name, Transcoder.Progress.NONE);
    }

    private Path encode(Path source, Plan.Make plan, String name, Transcoder.Progress progress) {
        Path output = folder.resolve(name);
        DirectEncode.make(TRANSCODER, source, plan, output, LIMIT, progress);
        return output;
    }

    private void assertFails(Path source, Plan.Make plan, Kind kind) {
        Path output = folder.resolve("failed");
        assertThatExceptionOfType(MediaException.class)
                .isThrownBy(() -> DirectEncode.make(TRANSCODER, source, plan, output, LIMIT, Transcoder.Progress.NONE))
                .matches(e -> e.kind() == kind, kind.toString())
                .withMessageNotContaining(folder.toString());
        assertThat(output).doesNotExist();
    }

    private static List<String> text(JsonNode node, String... fields) {
        return Arrays.stream(fields).map(field -> node.path(field).asText()).toList();
    }

    private static double seconds(JsonNode node, String field) {
        return Double.parseDouble(node.path(field).asText());
    }

    private static List<Double> keyFrames(JsonNode look) {
        List<Double> times = new ArrayList<>();
        for (JsonNode frame : look.path("frames")) {
            if (frame.path("media_type").asText().equals("video")
                    && frame.path("key_frame").asInt() == 1) {
                times.add(seconds(frame, "pts_time"));
            }
        }
        return times;
    }

    private static void assertPlaysWhileItLoads(Path mp4) throws IOException {
        String bytes = new String(Files.readAllBytes(mp4), StandardCharsets.ISO_8859_1);
        assertThat(bytes.indexOf("moov")).isPositive().isLessThan(bytes.indexOf("mdat"));
    }
}
