package dev.renditions.kind.video;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.kind.settings.VideoSettings;
import dev.renditions.media.Size;
import dev.renditions.media.codec.VideoCodec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class H264LevelTest {
    /** The levels that x264 of ffmpeg 8.1.2 writes for two frames of these sizes at 60 frames a second, if above 4.2. */
    @ParameterizedTest
    @CsvSource({
        "1280, 720, veryfast, 42",
        "1920, 1080, ultrafast, 42",
        "1920, 1080, veryfast, 42",
        "1080, 1920, veryfast, 42",
        "1440, 1440, veryfast, 42",
        "1920, 1080, medium, 42",
        "1920, 1080, slow, 50",
        "1920, 1080, slower, 50",
        "1920, 1080, veryslow, 51",
        "1280, 720, slower, 42",
        "1280, 720, veryslow, 50",
        "2560, 1080, veryfast, 51",
        "2560, 1440, veryfast, 51",
        "2560, 1440, veryslow, 60",
        "3840, 1080, veryfast, 51",
        "3840, 2160, veryfast, 52",
        "4240, 16, veryfast, 50",
        "7680, 4320, veryfast, 61",
        "7680, 7680, veryfast, 62",
    })
    void lowestLevelThatHoldsTheFrames(int width, int height, String preset, int level) {
        assertThat(level(width, height, preset, 6000, 60)).isEqualTo(level);
    }

    @ParameterizedTest
    @CsvSource({"39062, 42", "39063, 50", "84375, 50", "84376, 51"})
    void bitRateAndBufferRaiseTheLevel(int kilobits, int level) {
        assertThat(level(1280, 720, "veryfast", kilobits, 60)).isEqualTo(level);
    }

    @ParameterizedTest
    @CsvSource({"64, 42", "65, 50", "120, 51"})
    void frameRateRaisesTheLevel(int rate, int level) {
        assertThat(level(1920, 1080, "veryfast", 6000, rate)).isEqualTo(level);
    }

    private static int level(int width, int height, String preset, int kilobits, int rate) {
        VideoSettings settings = new VideoSettings(VideoCodec.H264, preset, 23, 1080, kilobits, 60, 2);
        return H264Level.of(new Size(width, height), rate, settings).number();
    }
}
