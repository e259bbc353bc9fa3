package dev.renditions.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.renditions.MediaException;
import dev.renditions.Transcoder;
import dev.renditions.media.Cue;
import dev.renditions.media.WebVtt;
import dev.renditions.plan.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaptionsIT extends SmallPicturesScene {
    private static final String SRT = """
            1
            00:00:01,000 --> 00:00:02,500
            <script>alert(1)</script> <b>salt</b> & <font color="red">pepper</font> --> 1

            2
            00:00:03,000 --> 00:00:04,000
            {\\an8}{\\pos(1,2)}above
            second line

            """;

    @ParameterizedTest
    @CsvSource({"subrip, matroska", "ass, matroska", "webvtt, matroska", "mov_text, mp4"})
    void everyKindOfTextBecomesHarmlessWebVtt(String codec, String format) throws IOException {
        Path srt = Files.writeString(folder.resolve("text.srt"), SRT);
        Path source = TestMedia.make(
                folder.resolve("source"),
                "-f lavfi -i testsrc2=s=160x120:d=5 -i " + srt + " -c:v libx264 -c:s " + codec + " -f " + format);
        List<Cue> cues =
                WebVtt.parse(Files.readString(make(source, "captions").file(0))).cues();
        assertThat(cues).hasSize(2);
        assertThat(cues.get(0).start()).isEqualTo(Duration.ofSeconds(1));
        assertThat(cues.get(0).end()).isEqualTo(Duration.ofMillis(2500));
        assertThat(cues.get(0).text()).isEqualTo("alert(1) <b>salt</b> &amp; pepper --&gt; 1");
        assertThat(cues.get(1).text()).isEqualTo("above\nsecond line");
    }

    @Test
    void defaultTrackComesFirstAndTheOthersCarryTheirLanguage() throws IOException {
        Path srt = Files.writeString(folder.resolve("text.srt"), SRT);
        Path source = TestMedia.make(
                folder.resolve("source"),
                "-f lavfi -i testsrc2=s=160x120:d=5 -i " + srt
                        + " -map 0 -map 1 -map 1 -map 1 -c:v libx264 -c:s subrip"
                        + " -metadata:s:s:0 language=fre -metadata:s:s:1 language=eng -metadata:s:s:2 language=../x"
                        + " -disposition:s:0 0 -disposition:s:1 default -f matroska");
        Made made = make(source, "captions");
        assertThat(made.outputs())
                .extracting(Transcoder.Output::name)
                .containsExactly("captions.vtt", "captions-2-fr.vtt", "captions-3.vtt");
        assertThat(made.outputs()).extracting(Transcoder.Output::mediaType).containsOnly("text/vtt");
        assertThat(made.media().format()).isEqualTo("webvtt");
    }

    @Test
    void trackWithoutTextsIsAnEmptyFile() throws IOException {
        Path srt = Files.writeString(folder.resolve("text.srt"), SRT);
        Path spoken = TestMedia.make(
                folder.resolve("spoken"),
                "-f lavfi -i testsrc2=s=160x120:d=10 -i " + srt + " -c:v libx264 -g 25 -c:s subrip -f matroska");
        Path source =
                TestMedia.make(folder.resolve("source"), "-ss 6 -i file:" + spoken + " -map 0 -c copy -f matroska");
        assertThat(Files.readString(make(source, "captions").file(0))).isEqualTo("WEBVTT\n");
    }

    @Test
    void sourceThatWasCutGivesNone() throws IOException {
        Path whole = SAMPLES.resolve("subtitles.mkv");
        Plan plan = plan(whole, "captions");
        Path source = cut(whole, 50);
        assertThatExceptionOfType(MediaException.class)
                .isThrownBy(() -> make(source, plan))
                .matches(e -> e.kind() == MediaException.Kind.DAMAGED);
    }
}
