package dev.renditions.ffmpeg.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.renditions.api.MediaException;
import dev.renditions.ffmpeg.RenditionScene;
import dev.renditions.ffmpeg.process.TestMedia;
import dev.renditions.kind.OutputFile;
import dev.renditions.kind.Plan;
import dev.renditions.media.Cue;
import dev.renditions.media.WebVtt;
import dev.renditions.testing.Cases;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CaptionsIT extends RenditionScene {
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
    @CsvSource({
        // The positions that the encoders of ffmpeg keep when they make these sources.
        "subrip, matroska, line:0",
        "ass, matroska, line:1% position:8%",
        "webvtt, matroska, ''",
        "mov_text, mp4, ''"
    })
    void everyTextCodecBecomesSafeWebVtt(String codec, String format, String position) throws IOException {
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
        assertThat(cues.get(1).settings().text()).isEqualTo(position);
    }

    @Test
    void drawingsAreDroppedAndAlignmentsBecomePositions() throws IOException {
        Path script = Files.writeString(folder.resolve("text.ass"), """
                [Script Info]
                ScriptType: v4.00+
                PlayResX: 640
                PlayResY: 360

                [V4+ Styles]
                Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding
                Style: Default,Arial,16,&Hffffff,&Hffffff,&H0,&H0,0,0,0,0,100,100,0,0,1,1,0,2,10,10,10,0
                Style: Sign,Arial,16,&Hffffff,&Hffffff,&H0,&H0,-1,0,0,0,100,100,0,0,1,1,0,7,10,10,10,0

                [Events]
                Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
                Comment: 0,0:00:00.50,0:00:02.00,Default,,0,0,0,,a comment
                Dialogue: 0,0:00:00.50,0:00:02.00,Default,Anna,0,0,0,,{\\i1}ital{\\i0}, and so on
                Dialogue: 0,0:00:02.00,0:00:03.00,Default,,0,0,0,,{\\an8}top{\\p1}m 0 0 l 100 0 100 100{\\p0} of all
                Dialogue: 1,0:00:02.00,0:00:03.00,Sign,,0,0,0,,{\\pos(160,90)}Sign
                Dialogue: 0,0:00:03.00,0:00:04.00,Default,,0,0,0,Banner;25,a banner
                """);
        Path source = TestMedia.make(
                folder.resolve("source"),
                "-f lavfi -i testsrc2=s=160x120:d=5 -i " + script + " -c:v libx264 -c:s copy -f matroska");
        assertThat(cues(make(source, "captions").file(0)))
                .containsExactly(
                        "500-2000 [] <i>ital</i>, and so on",
                        "2000-3000 [line:0] top of all",
                        "2000-3000 [line:25% position:25% align:left] <b>Sign</b>",
                        "3000-4000 [] a banner");
    }

    /** The case of a script whose drawing was once shown as text. */
    @Test
    void drawingOfARealScriptIsNotShown() throws IOException {
        assertThat(cues(make(Cases.fileOrSkip("ass.mkv"), "captions").file(0)))
                .containsExactly(
                        // Its events are 21 ms late, as is its video, and the times of outputs start with the video.
                        "500-2000 [line:0% position:11%] <i>ital</i>\nsecond line pos", "2500-3500 [] karaoke");
    }

    @ParameterizedTest
    @ValueSource(strings = {"webm -c:v libvpx -b:v 100k", "matroska -c:v libx264"})
    void wellFormedSettingsOfWebVttAreKept(String format) throws IOException {
        Path vtt = Files.writeString(folder.resolve("text.vtt"), """
                WEBVTT

                id one
                00:00:01.001 --> 00:00:02.507 line:10%,start position:20%,line-left align:start size:30% region:fred
                <v Anna>a &lt;b&gt; <00:00:01.500>c</v>

                00:00:03.003 --> 00:00:04.009 vertical:rl line:0
                x

                00:00:03.503 --> 00:00:04.009 line:"><script>
                {\\an8}from SubRip
                """);
        Path source = TestMedia.make(
                folder.resolve("source"), "-f lavfi -i testsrc2=s=160x120:d=5 -i " + vtt + " -c:s copy -f " + format);
        assertThat(cues(make(source, "captions").file(0)))
                .containsExactly(
                        "1001-2507 [line:10%,start position:20%,line-left size:30% align:start] a &lt;b&gt; c",
                        "3003-4009 [vertical:rl line:0] x", "3503-4009 [line:0] from SubRip");
    }

    /** MP4 states the position of captions once for a whole track. ffmpeg does not write it, so the test changes the bytes. */
    @Test
    void positionOfAnMp4TrackIsKept() throws IOException {
        Path srt = Files.writeString(folder.resolve("text.srt"), SRT);
        Path source = TestMedia.make(
                folder.resolve("source"),
                "-f lavfi -i testsrc2=s=160x120:d=5 -i " + srt + " -c:v libx264 -c:s mov_text -f mp4");
        byte[] bytes = Files.readAllBytes(source);
        int entry = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("tx3g");
        // After the name: six reserved bytes, two of the data reference, four of flags, then horizontal and vertical
        // position.
        int down = entry + 4 + 6 + 2 + 4 + 1;
        assertThat(bytes[down]).as("at the bottom").isEqualTo((byte) -1);
        bytes[down] = 0;
        Files.write(source, bytes);

        assertThat(cues(make(source, "captions").file(0)))
                .containsExactly(
                        "1000-2500 [line:0] alert(1) <b>salt</b> &amp; pepper --&gt; 1",
                        "3000-4000 [line:0] above\nsecond line");
    }

    @Test
    void captionBeforeTheVideoDoesNotShiftTheOthers() throws IOException {
        Path srt = Files.writeString(folder.resolve("text.srt"), """
                1
                00:00:01,000 --> 00:00:03,000
                over before

                2
                00:00:02,000 --> 00:00:06,000
                begun before

                3
                00:00:07,500 --> 00:00:08,000
                after
                """);
        Path late = TestMedia.make(
                folder.resolve("late"),
                "-f lavfi -i testsrc2=s=160x120:d=5 -c:v libx264 -output_ts_offset 5 -f matroska");
        Path source = TestMedia.make(
                folder.resolve("source"),
                "-copyts -i file:" + late + " -i " + srt + " -map 0 -map 1 -c:v copy -c:s subrip -f matroska");
        assertThat(cues(make(source, "captions").file(0)))
                .containsExactly("0-1000 [] begun before", "2500-3000 [] after");
    }

    private static List<String> cues(Path file) throws IOException {
        return WebVtt.parse(Files.readString(file)).cues().stream()
                .map(cue -> cue.start().toMillis() + "-" + cue.end().toMillis() + " ["
                        + cue.settings().text() + "] " + cue.text())
                .toList();
    }

    @Test
    void defaultTrackComesFirstAndTheOthersCarryTheirLanguage() throws IOException {
        Path srt = Files.writeString(folder.resolve("text.srt"), SRT);
        Path source = TestMedia.make(
                folder.resolve("source"),
                "-f lavfi -i testsrc2=s=160x120:d=5 -i " + srt
                        + " -map 0 -map 1 -map 1 -map 1 -map 1 -c:v libx264 -c:s subrip"
                        + " -metadata:s:s:0 language=fre -metadata:s:s:1 language=eng -metadata:s:s:2 language=../x"
                        + " -metadata:s:s:3 language=fre -disposition:s:0 0 -disposition:s:1 default"
                        + " -disposition:s:3 default+forced+hearing_impaired -f matroska");
        Made made = make(source, "captions");
        assertThat(made.outputs())
                .extracting(OutputFile::name)
                .containsExactly("captions.vtt", "captions-2-fr.vtt", "captions-3.vtt", "captions-4-fr-sdh-forced.vtt");
        assertThat(made.outputs()).extracting(OutputFile::mediaType).containsOnly("text/vtt");
        assertThat(made.media().format()).isEqualTo("webvtt");
    }

    @Test
    void trackWithoutCaptionsIsAnEmptyFile() throws IOException {
        Path srt = Files.writeString(folder.resolve("text.srt"), SRT);
        Path spoken = TestMedia.make(
                folder.resolve("spoken"),
                "-f lavfi -i testsrc2=s=160x120:d=10 -i " + srt + " -c:v libx264 -g 25 -c:s subrip -f matroska");
        Path source =
                TestMedia.make(folder.resolve("source"), "-ss 6 -i file:" + spoken + " -map 0 -c copy -f matroska");
        assertThat(Files.readString(make(source, "captions").file(0))).isEqualTo("WEBVTT\n");
    }

    @Test
    void truncatedSourceGivesNoCaptions() throws IOException {
        Path whole = SAMPLES.resolve("subtitles.mkv");
        Plan plan = plan(whole, "captions");
        Path source = cut(whole, 50);
        assertThatExceptionOfType(MediaException.class)
                .isThrownBy(() -> make(source, plan))
                .matches(e -> e.kind() == MediaException.Kind.DAMAGED);
    }
}
