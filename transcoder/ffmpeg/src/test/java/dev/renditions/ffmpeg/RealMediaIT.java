package dev.renditions.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.renditions.api.Transcoder;
import dev.renditions.ffmpeg.process.TestMedia;
import dev.renditions.kind.Plan;
import dev.renditions.kind.video.VideoPlan;
import dev.renditions.media.AudioStream;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.Size;
import dev.renditions.media.VideoStream;
import dev.renditions.testing.DirectEncode;
import dev.renditions.testing.RealMedia;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The ffmpeg adapter on {@link RealMedia}. */
@Timeout(120)
class RealMediaIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final FfmpegTranscoder TRANSCODER = FfmpegTranscoder.open(TestMedia.SETTINGS);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "flower.mp4, h264, 960x540, aac, 5055, 29.97",
        "flower.webm, vp8, 960x540, vorbis, 5075, 29.97",
        "friday.mp4, h264, 640x480, aac, 6166, 30",
        "stream-of-water.webm, vp8, 480x360, vorbis, 3119, 29.97",
        "bottle-detection.mp4, h264, 640x360, , 39854, 29.83",
        "book.mkv, h264, 640x480, , 3633, 30",
        "sample_with_srt.mkv, h264, 1080x720, ac3, 1071, 30.99",
        "sample_rotate_and_reflect.mp4, h264, 720x1080, aac, 1067, 29.97",
        "bear-vp9-odd-dimensions.webm, vp9, 161x121, , 1001, 29.97",
        "hlg10-color-test.mp4, hevc, 1920x1080, aac, 300, 29.99",
    })
    void videoIsProbedAndEncodedCompletely(
            String name, String codec, String displayed, String sound, long millis, double rate) {
        Path source = media(name);

        MediaInfo probed = TRANSCODER.probe(source);
        VideoStream video = probed.mainVideo().orElseThrow();

        assertThat(video.codec()).isEqualTo(codec);
        assertThat(video.displayed()).hasToString(displayed);
        assertThat(video.frameRate().orElseThrow()).isCloseTo(rate, within(0.01));
        assertThat(probed.mainAudio().map(AudioStream::codec)).isEqualTo(Optional.ofNullable(sound));
        assertThat(probed.duration().orElseThrow())
                .isBetween(Duration.ofMillis(millis - 1), Duration.ofMillis(millis + 1));

        VideoPlan plan = Plans.video(video.index(), probed.mainAudio().map(AudioStream::index), new Size(320, 180));
        JsonNode look =
                TestMedia.look(encode(source, video.color().hdr() ? Plans.toneMapped(plan) : plan, "video.mp4"));
        assertThat(look.path("format").path("duration").asDouble()).isCloseTo(millis / 1000.0, within(0.04));
        assertThat(look.path("streams").path(0).path("pix_fmt").asText()).isEqualTo("yuv420p");
        assertThat(look.path("streams").path(0).path("color_range").asText()).isEqualTo("tv");
        assertThat(encode(
                        source,
                        Plans.poster(video.index(), new Size(320, 180), Duration.ofMillis(millis / 3), 50),
                        "poster.jpg"))
                .isNotEmptyFile();
    }

    @ParameterizedTest
    @CsvSource({
        "t-rex-roar.mp3, 0, 2074",
        "bear_with_picture.flac, 0, 2741",
        "flower.webm, 1, 5078",
        "sample_with_srt.mkv, 1, 1071",
        "sample_rotate_and_reflect.mp4, 1, 1067",
    })
    void audioIsEncodedCompletely(String name, int stream, long millis) {
        JsonNode look = TestMedia.look(encode(media(name), Plans.audio(stream), "audio.mp3"));

        assertThat(look.path("format").path("duration").asDouble()).isCloseTo(millis / 1000.0, within(0.03));
    }

    @ParameterizedTest
    @CsvSource("bear_with_picture.flac")
    void coverArtIsAnImage(String name) {
        Path source = media(name);
        MediaInfo probed = TRANSCODER.probe(source);

        assertThat(probed.mainVideo()).isEmpty();
        VideoStream cover = probed.picture().orElseThrow();
        assertThat(encode(source, Plans.poster(cover.index(), cover.displayed(), Duration.ZERO, 1), "poster.jpg"))
                .isNotEmptyFile();
    }

    private static Path media(String name) {
        return RealMedia.fileOrSkip(name);
    }

    private Path encode(Path source, Plan.Make plan, String name) {
        Path output = folder.resolve(name);
        DirectEncode.make(TRANSCODER, source, plan, output, LIMIT, Transcoder.Progress.NONE);
        return output;
    }
}
