package dev.renditions.ffmpeg.probe;

import static dev.renditions.ffmpeg.probe.FfprobeReaderTest.PHONE_VIDEO;
import static dev.renditions.ffmpeg.probe.FfprobeReaderTest.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.renditions.api.MediaException;
import dev.renditions.api.MediaException.Kind;
import dev.renditions.media.AudioStream;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.UndecodableStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files with streams that can't be decoded, and output of ffprobe that can't be read. */
class FfprobeReaderFailuresTest {
    @Test
    void secondTrackOfAnUnknownCodecIsIgnored() {
        MediaInfo info = read(PHONE_VIDEO.replace("\"format\":", "\"x\":").replace("}}]", """
                }}, {"index": 2, "codec_type": "audio", "codec_tag_string": "apac", "channels": 4}]"""));

        assertThat(info.audio()).extracting(AudioStream::index).containsExactly(1);
    }

    @ParameterizedTest
    @CsvSource({
        "'\"h264\"', '\"magicyuv\"', true, false, the codec 'magicyuv' is not supported",
        "'\"aac\"', '\"atrac9\"', false, false, the codec 'atrac9' is not supported",
        "'\"codec_name\": \"h264\",', '', true, false, the codec 'avc1' is not supported",
        "'\"width\": 1080', '\"width\": 0', true, true, the size of the image can't be read; the file may be damaged",
    })
    void undecodableStreamDoesNotAffectTheOthers(
            String from, String to, boolean video, boolean damaged, String reason) {
        assertThat(PHONE_VIDEO).contains(from);
        MediaInfo info = read(PHONE_VIDEO.replace(from, to));
        assertThat(info.unusable()).containsExactly(new UndecodableStream(video ? 0 : 1, video, damaged, reason));
        assertThat(info.mainVideo().isPresent()).isEqualTo(!video);
        assertThat(info.mainAudio().isPresent()).isEqualTo(video);
        assertThat(info.unusableVideo().isPresent()).isEqualTo(video);
        assertThat(info.unusableAudio().isPresent()).isEqualTo(!video);
    }

    @Test
    void fileOfUndecodableStreamsIsRefused() {
        String both = PHONE_VIDEO.replace("\"h264\"", "\"magicyuv\"").replace("\"aac\"", "\"atrac9\"");
        refused(both, Kind.UNSUPPORTED, "the codec 'magicyuv' is not supported");
    }

    @Test
    void fileOfSubtitlesAloneIsRefused() {
        refused("""
                {"streams": [{"index": 0, "codec_name": "subrip", "codec_type": "subtitle"}],
                 "format": {"format_name": "matroska,webm"}}""", Kind.UNSUPPORTED, "no image, video or audio");
    }

    @Test
    void invalidJsonIsAFailureOfTheEngine() {
        refused("Segmentation fault", Kind.ENGINE, "did not print JSON");
    }

    private static void refused(String json, Kind kind, String sentence) {
        assertThatExceptionOfType(MediaException.class)
                .isThrownBy(() -> read(json))
                .withMessageContaining(sentence)
                .matches(e -> e.kind() == kind);
    }
}
