package dev.renditions.ffmpeg.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InputWhitelistTest {
    @Test
    void whitelistsAndLimitsPrecedeTheInput() {
        List<String> arguments = FfmpegInput.source(Options.NONE, Path.of("/job/source"), Commands.decoder())
                .words()
                .words()
                .toList();

        assertThat(arguments.subList(arguments.size() - 2, arguments.size())).containsExactly("-i", "file:/job/source");
        assertThat(arguments)
                .containsSubsequence("-protocol_whitelist", "file", "-format_whitelist", "-codec_whitelist")
                .containsSubsequence("-max_pixels", "67108864", "-max_streams", "65", "-i");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "concat",
                "concatf",
                "hls",
                "dash",
                "image2",
                "image2pipe",
                "lavfi",
                "imf",
                "sdp",
                "rtsp",
                "webm_dash_manifest",
                "svg_pipe",
                "tty",
                "ffmetadata"
            })
    void formatsThatOpenOtherFilesAreNotOnTheWhitelist(String format) {
        assertThat(list("-format_whitelist")).doesNotContain(format);
    }

    @Test
    void tracksHaveTheFormatsThatAreWritten() {
        FfmpegInput track = FfmpegInput.track(Options.NONE, Path.of("/job/track-1"), Commands.decoder());

        assertThat(track.words().words())
                .containsSubsequence("-protocol_whitelist", "file", "-format_whitelist", "mov,ogg,mp3", "-max_streams");
    }

    @ParameterizedTest
    @ValueSource(strings = {"magicyuv", "exr", "tiertexseqvideo", "sanm", "smackvid", "wrapped_avframe", "ansi"})
    void unusualCodecsAreNotOnTheWhitelist(String codec) {
        assertThat(list("-codec_whitelist")).doesNotContain(codec);
        assertThat(InputWhitelist.decodes(codec)).isFalse();
    }

    @Test
    void whitelistsHaveNoDuplicates() {
        assertThat(list("-codec_whitelist")).doesNotHaveDuplicates();
        assertThat(list("-format_whitelist")).doesNotHaveDuplicates();
    }

    private static List<String> list(String option) {
        List<String> arguments =
                InputWhitelist.ofSource(Commands.decoder()).options().words().toList();
        return List.of(arguments.get(arguments.indexOf(option) + 1).split(","));
    }
}
