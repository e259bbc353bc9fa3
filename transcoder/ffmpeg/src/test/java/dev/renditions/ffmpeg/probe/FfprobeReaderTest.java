package dev.renditions.ffmpeg.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.media.AudioStream;
import dev.renditions.media.Color;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.Orientation;
import dev.renditions.media.Size;
import dev.renditions.media.Span;
import dev.renditions.media.TextFlags;
import dev.renditions.media.TextStream;
import dev.renditions.media.VideoStream;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FfprobeReaderTest {
    /** A video as a phone writes it. */
    static final String PHONE_VIDEO = """
            {"programs": [], "streams": [
              {"index": 0, "codec_name": "h264", "codec_type": "video", "codec_tag_string": "avc1", "width": 1080,
               "height": 720, "sample_aspect_ratio": "1:1", "pix_fmt": "yuv420p", "field_order": "progressive",
               "r_frame_rate": "30000/1001", "avg_frame_rate": "30000/1001", "start_time": "0.000000",
               "duration": "1.001000", "disposition": {"default": 1, "attached_pic": 0}, "tags": {},
               "side_data_list": [{}, {"displaymatrix": "0 65536 0 -65536 0 0"}]},
              {"index": 1, "codec_name": "aac", "codec_type": "audio", "codec_tag_string": "mp4a",
               "sample_rate": "44100", "channels": 1, "r_frame_rate": "0/0", "avg_frame_rate": "0/0",
               "start_time": "0.043991", "duration": "1.023220", "disposition": {"default": 1, "attached_pic": 0}}],
             "format": {"format_name": "mov,mp4,m4a,3gp,3g2,mj2", "start_time": "0.000000", "duration": "1.067211",
               "tags": {"major_brand": "isom"}}}""";

    private static final String ROTATED = "0 65536 0 -65536 0 0";

    @Test
    void rotatedVideoWithAudio() {
        MediaInfo info = read(PHONE_VIDEO);

        assertThat(info.format()).isEqualTo("mov,mp4,m4a,3gp,3g2,mj2");
        assertThat(info.duration()).contains(Duration.ofNanos(1_067_211_000));
        assertThat(info.video())
                .containsExactly(new VideoStream(
                        0,
                        "h264",
                        new Size(1080, 720),
                        new Size(720, 1080),
                        Orientation.TURNED_90,
                        Optional.of(30_000 / 1001.0),
                        "yuv420p",
                        Color.UNKNOWN,
                        false,
                        false,
                        true,
                        Optional.of(new Span(Duration.ZERO, Duration.ofMillis(1001)))));
        assertThat(info.audio())
                .containsExactly(new AudioStream(
                        1,
                        "aac",
                        1,
                        44_100,
                        "",
                        true,
                        Optional.of(new Span(Duration.ofNanos(43_991_000), Duration.ofNanos(1_067_211_000)))));
        assertThat(info.otherStreams()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "0 65536 0 -65536 0 0, TURNED_90, 720x1080",
        "0 -65536 0 65536 0 0, TURNED_270, 720x1080",
        "-65536 0 0 0 -65536 0, TURNED_180, 1080x720",
        "65536 0 0 0 65536 0, UPRIGHT, 1080x720",
        "-65536 0 0 0 65536 0, MIRRORED, 1080x720",
        "65536 0 0 0 -65536 0, FLIPPED, 1080x720",
        "0 65536 0 65536 0 0, TRANSPOSED, 720x1080",
        "0 -65536 0 -65536 0 0, TRANSVERSED, 720x1080",
        "1143 65526 0 -65526 1143 0, TURNED_90, 720x1080",
        "46341 46341 0 -46341 46341 0, OBLIQUE, 1080x720",
        "0 0 0 0 0 0, UPRIGHT, 1080x720",
        "131072 0 0 0 131072 0, UPRIGHT, 1080x720",
    })
    void matrixGivesTheOrientation(String matrix, Orientation orientation, String displayed) {
        VideoStream video = video(ROTATED, matrix);

        assertThat(video.orientation()).isEqualTo(orientation);
        assertThat(video.displayed()).hasToString(displayed);
    }

    @ParameterizedTest
    @CsvSource({
        "64:45, 1536x720",
        "1:1, 1080x720",
        "N/A, 1080x720",
        "0:1, 1080x720",
        "1:65535, 1080x720",
        "65535:1, 1080x720",
        "8:9, 960x720",
    })
    void displayedPixelsAreSquare(String aspect, String displayed) {
        VideoStream video = read(PHONE_VIDEO
                        .replace("\"sample_aspect_ratio\": \"1:1\"", "\"sample_aspect_ratio\": \"" + aspect + "\"")
                        .replace(ROTATED, "65536 0 0 0 65536 0"))
                .video()
                .get(0);

        assertThat(video.displayed()).hasToString(displayed);
        assertThat(video.coded()).hasToString("1080x720");
    }

    @ParameterizedTest
    @CsvSource({
        "25/1, 25/1, 25",
        "0/0, 30/1, 30",
        "1000/1, 60/1, 60",
        "240/1, 240/1, 240",
        "29/1, 90000/1, 29",
        "1000/1, 90000/1, ",
        "0/0, 0/0, ",
        "x, , ",
    })
    void frameRateIsTheAverageUnlessThatIsAClockRate(String average, String base, Double rate) {
        VideoStream video = video(
                "\"r_frame_rate\": \"30000/1001\", \"avg_frame_rate\": \"30000/1001\"",
                "\"r_frame_rate\": \"" + base + "\", \"avg_frame_rate\": \"" + average + "\"");

        assertThat(video.frameRate()).isEqualTo(Optional.ofNullable(rate));
    }

    @ParameterizedTest
    @CsvSource({"progressive, false", "unknown, false", "tt, true", "bb, true", "tb, true", "bt, true"})
    void fieldOrderMarksInterlacedVideo(String order, boolean interlaced) {
        assertThat(video("progressive", order).interlaced()).isEqualTo(interlaced);
    }

    @Test
    void colorsAreAsTagged() {
        VideoStream video = video(
                "\"pix_fmt\": \"yuv420p\"",
                "\"pix_fmt\": \"yuv420p10le\", \"color_range\": \"tv\", \"color_space\": \"bt2020nc\","
                        + " \"color_transfer\": \"arib-std-b67\", \"color_primaries\": \"unknown\"");

        assertThat(video.color()).isEqualTo(new Color("", "arib-std-b67", "bt2020nc", "tv"));
        assertThat(video.color().hdr()).isTrue();
    }

    @Test
    void subtitleThatOutlastsTheVideoDoesNotCount() {
        MediaInfo info = read("""
                {"streams": [
                  {"index": 0, "codec_name": "h264", "codec_type": "video", "width": 64, "height": 48,
                   "start_time": "0.100000", "tags": {"DURATION": "00:00:00.968000000"}},
                  {"index": 1, "codec_name": "ac3", "codec_type": "audio", "tags": {"DURATION": "01:02:01.071000000"}},
                  {"index": 2, "codec_name": "subrip", "codec_type": "subtitle",
                   "tags": {"DURATION": "02:00:01.234000000"}}],
                 "format": {"format_name": "matroska,webm", "start_time": "0.100000", "duration": "7201.234000"}}""");

        assertThat(info.duration()).contains(Duration.ofMillis(3_720_971));
        assertThat(info.text()).containsExactly(new TextStream(2, "subrip", "", false, TextFlags.NONE));
    }

    @Test
    void subtitlesKeepTheirFlags() {
        MediaInfo info = read("""
                {"streams": [
                  {"index": 0, "codec_name": "aac", "codec_type": "audio", "channels": 2, "sample_rate": "48000"},
                  {"index": 1, "codec_name": "ass", "codec_type": "subtitle", "tags": {"language": "eng"},
                   "disposition": {"default": 1, "forced": 1, "hearing_impaired": 0, "captions": 0}},
                  {"index": 2, "codec_name": "mov_text", "codec_type": "subtitle",
                   "disposition": {"default": 0, "forced": 0, "hearing_impaired": 1, "captions": 0}},
                  {"index": 3, "codec_name": "webvtt", "codec_type": "subtitle",
                   "disposition": {"default": 0, "forced": 0, "hearing_impaired": 0, "captions": 1}}],
                 "format": {"format_name": "matroska,webm", "duration": "1.000000"}}""");

        assertThat(info.text())
                .containsExactly(
                        new TextStream(1, "ass", "en", false, new TextFlags(true, true, false)),
                        new TextStream(2, "mov_text", "", false, new TextFlags(false, false, true)),
                        new TextStream(3, "webvtt", "", false, new TextFlags(false, false, true)));
    }

    @Test
    void durationOfTheFileCountsIfAStreamStatesNone() {
        MediaInfo info = read(PHONE_VIDEO
                .replace("\"duration\": \"1.023220\",", "")
                .replace("\"duration\": \"1.067211\"", "\"duration\": \"143165.576000\""));

        assertThat(info.duration()).contains(Duration.ofMillis(143_165_576));
    }

    @Test
    void rawStreamHasNoDuration() {
        MediaInfo info = read("""
                {"streams": [{"index": 0, "codec_name": "h264", "codec_type": "video", "width": 64, "height": 48,
                  "avg_frame_rate": "25/1"}], "format": {"format_name": "h264"}}""");

        assertThat(info.duration()).isEmpty();
    }

    @Test
    void stillHasNeitherDurationNorRate() {
        MediaInfo info = read("""
                {"streams": [{"index": 0, "codec_name": "png", "codec_type": "video", "width": 64, "height": 48,
                  "avg_frame_rate": "25/1", "duration": "0.04"}], "format": {"format_name": "png_pipe"}}""");

        assertThat(info.still()).isTrue();
        assertThat(info.duration()).isEmpty();
        assertThat(info.video().get(0).frameRate()).isEmpty();
    }

    @Test
    void audioKeepsItsPurpose() {
        MediaInfo info = read("""
                {"streams": [
                  {"index": 0, "codec_name": "aac", "codec_type": "audio", "channels": 2},
                  {"index": 1, "codec_name": "aac", "codec_type": "audio", "disposition": {"comment": 1}},
                  {"index": 2, "codec_name": "aac", "codec_type": "audio", "disposition": {"visual_impaired": 1}},
                  {"index": 3, "codec_name": "aac", "codec_type": "audio", "disposition": {"descriptions": 1}}],
                 "format": {"format_name": "matroska,webm", "duration": "1.000000"}}""");

        assertThat(info.audio()).extracting(AudioStream::commentary).containsExactly(false, true, false, false);
        assertThat(info.audio()).extracting(AudioStream::description).containsExactly(false, false, true, true);
    }

    @Test
    void coverArtIsNotTheVideo() {
        MediaInfo info = read("""
                {"streams": [
                  {"index": 0, "codec_name": "flac", "codec_type": "audio", "channels": 2, "duration": "2.741"},
                  {"index": 1, "codec_name": "png", "codec_type": "video", "width": 320, "height": 240,
                   "r_frame_rate": "90000/1", "disposition": {"attached_pic": 1}}],
                 "format": {"format_name": "flac", "duration": "2.741"}}""");

        assertThat(info.mainVideo()).isEmpty();
        assertThat(info.picture()).map(VideoStream::index).contains(1);
        assertThat(info.video().get(0).frameRate()).isEmpty();
        assertThat(info.duration()).contains(Duration.ofMillis(2741));
    }

    private static Span span(long from, long to) {
        return new Span(Duration.ofMillis(from), Duration.ofMillis(to));
    }

    static MediaInfo read(String json) {
        return FfprobeReader.of(printedMatrix(json), false, Optional.empty(), Optional.empty())
                .stated();
    }

    /** With the matrix as ffprobe prints it, on several lines. */
    static String printedMatrix(String json) {
        return json.replaceAll(
                "\"displaymatrix\": \"(\\S+ \\S+ \\S+) (\\S+ \\S+ \\S+)\"",
                "\"displaymatrix\": \"\\\\n00000000:  $1\\\\n00000001:  $2\\\\n00000002:  0 0 1073741824\\\\n\"");
    }

    private static VideoStream video(String from, String to) {
        assertThat(PHONE_VIDEO).contains(from);
        return read(PHONE_VIDEO.replace(from, to)).video().get(0);
    }
}
