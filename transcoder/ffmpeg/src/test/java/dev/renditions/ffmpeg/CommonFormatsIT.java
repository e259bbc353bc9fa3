package dev.renditions.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.renditions.api.Transcoder;
import dev.renditions.ffmpeg.process.TestMedia;
import dev.renditions.kind.Plan;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.Size;
import dev.renditions.testing.DirectEncode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Common images, videos and audio files are probed and encoded. */
@Timeout(120)
class CommonFormatsIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Size SMALL = new Size(160, 90);
    private static final String VIDEO = "-f lavfi -i testsrc2=size=320x180:rate=25 ";
    private static final String AUDIO = "-f lavfi -i sine=frequency=440:sample_rate=44100 ";
    private static final FfmpegTranscoder TRANSCODER = FfmpegTranscoder.open(TestMedia.SETTINGS);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "png, png, png_pipe",
        "jpg, mjpeg, jpeg_pipe",
        "webp, webp, webp_pipe",
        "bmp, bmp, bmp_pipe",
        "tiff, tiff, tiff_pipe"
    })
    void stillsAreRecognizedByTheirContent(String extension, String codec, String format) throws IOException {
        Path still = TestMedia.make(folder.resolve("still." + extension), VIDEO + "-frames:v 1 -update 1");
        Path source = Files.move(still, folder.resolve("source"));

        MediaInfo probed = TRANSCODER.probe(source);
        Path output = encode(source, Plans.poster(0, SMALL, Duration.ZERO, 1), "poster.jpg");

        assertThat(probed.format()).isEqualTo(format);
        assertThat(probed.still()).isTrue();
        assertThat(probed.duration()).isEmpty();
        assertThat(probed.video())
                .singleElement()
                .matches(v -> v.codec().equals(codec) && v.displayed().equals(new Size(320, 180)));
        assertThat(output).isNotEmptyFile();
    }

    @ParameterizedTest
    @CsvSource({
        "-c:v libx264 -c:a aac -f mp4, h264, aac",
        "-c:v libx265 -x265-params log-level=error -c:a aac -f mov, hevc, aac",
        "-c:v libvpx -deadline realtime -c:a vorbis -strict -2 -f webm, vp8, vorbis",
        "-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -c:a libopus -ar 48000 -f webm, vp9, opus",
        "-c:v libaom-av1 -cpu-used 8 -c:a libopus -ar 48000 -f mp4, av1, opus",
        "-c:v mpeg4 -c:a libmp3lame -f avi, mpeg4, mp3",
        "-c:v mpeg2video -c:a mp2 -f mpeg, mpeg2video, mp2",
        "-c:v mpeg2video -c:a ac3 -f mpegts, mpeg2video, ac3",
        "-c:v flv -c:a libmp3lame -f flv, flv1, mp3",
        "-c:v wmv2 -c:a wmav2 -f asf, wmv2, wmav2",
        "-c:v prores -c:a pcm_s16le -f mov, prores, pcm_s16le",
        "-c:v mjpeg -c:a pcm_s16le -f avi, mjpeg, pcm_s16le",
        "-c:v libx264 -c:a alac -f mov, h264, alac",
        "-c:v libx264 -c:a flac -f matroska, h264, flac",
    })
    void commonVideosAreProbedAndEncoded(String how, String video, String audio) {
        Path source = source(VIDEO + AUDIO + "-t 0.5 -ac 2 " + how);

        MediaInfo probed = TRANSCODER.probe(source);
        Path output = encode(
                source,
                Plans.video(
                        probed.video().get(0).index(),
                        Optional.of(probed.audio().get(0).index()),
                        SMALL),
                "video.mp4");

        assertThat(probed.video()).singleElement().matches(v -> v.codec().equals(video));
        assertThat(probed.audio()).singleElement().matches(a -> a.codec().equals(audio));
        assertThat(probed.duration().orElseThrow()).isBetween(Duration.ofMillis(400), Duration.ofMillis(700));
        assertThat(TestMedia.look(output).path("streams")).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "-c:a libmp3lame -f mp3, mp3",
        "-c:a aac -f adts, aac",
        "-c:a flac -f flac, flac",
        "-c:a pcm_s16be -f aiff, pcm_s16be",
        "-c:a pcm_f32le -f wav, pcm_f32le",
        "-c:a libopus -ar 48000 -f ogg, opus",
        "-c:a libopencore_amrnb -ar 8000 -f amr, amr_nb",
        "-c:a alac -f caf, alac",
    })
    void commonAudioFilesAreProbedAndEncoded(String how, String codec) {
        Path source = source(AUDIO + "-t 1 -ac 1 " + how);

        assertThat(TRANSCODER.probe(source).audio())
                .singleElement()
                .matches(a -> a.codec().equals(codec));
        JsonNode look = TestMedia.look(encode(source, Plans.audio(0), "audio.mp3"));

        assertThat(seconds(look.path("format"), "duration")).isCloseTo(1, within(0.1));
    }

    private Path source(String arguments) {
        return TestMedia.make(folder.resolve("source"), arguments);
    }

    private Path encode(Path source, Plan.Make plan, String name) {
        Path output = folder.resolve(name);
        DirectEncode.make(TRANSCODER, source, plan, output, LIMIT, Transcoder.Progress.NONE);
        return output;
    }

    private static double seconds(JsonNode node, String field) {
        return Double.parseDouble(node.path(field).asText());
    }
}
