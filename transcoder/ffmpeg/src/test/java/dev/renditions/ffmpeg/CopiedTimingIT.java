package dev.renditions.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.renditions.ffmpeg.process.TestMedia;
import dev.renditions.kind.video.VideoPlan;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Copied tracks keep their timing, beside copied and beside encoded tracks. */
@Timeout(120)
class CopiedTimingIT {
    /** In seconds: not noticeable, and timestamps of sources are rounded too. */
    private static final double CLOSE = 0.003;

    /** In seconds: encoded frames lie on a grid, to which a frame moves by half a frame at most. */
    private static final double FRAME = 0.025;

    private static final String CONFORMING =
            " -c:v libx264 -preset veryfast -crf 35 -pix_fmt yuv420p -g 50 -keyint_min 50 -sc_threshold 0";
    private static final String FOREIGN = " -c:v libx264 -preset ultrafast -crf 35 -pix_fmt yuv444p";
    private static final String AAC = " -c:a aac -b:a 128k -ac 2";
    private static final String MP3 = " -c:a libmp3lame -ac 2";

    @TempDir
    private Path folder;

    /** The delay of a beep in the source is measured with the same decoder. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "both copied             | video audio   | C AAC -bf 2 -f mp4",
                "mp3                     | video         | C MP3 -bf 2 -f mp4",
                "mp3 without B-frames    | video         | C MP3 -bf 0 -f mp4",
                "5.1 in Matroska         | video         | C -c:a ac3 -ac 6 -bf 2 -f matroska",
                "samples in MOV          | video         | C -c:a pcm_s16le -ac 2 -bf 2 -f mov",
                "other sample rate       | video         | C AAC -ar 44100 -bf 2 -f mp4",
                "late audio              | video         | C AAC -af adelay=400:all=1,asetpts=PTS+0.6/TB -bf 2 -f mp4",
                "late video, mp3         | video         | C MP3 -vf setpts=PTS+0.6/TB -bf 2 -f mp4",
                "late video              | video audio   | C AAC -vf setpts=PTS+0.6/TB -bf 2 -f mp4",
                "variable rate, mp3      | video         | C MP3 -vf select='lt(mod(t,2),1)+not(mod(n,3))' -fps_mode vfr"
                        + " -g 30 -keyint_min 30 -bf 2 -f mp4",
                "fragments, mp3          | video         | C MP3 -bf 0 -movflags frag_keyframe+empty_moov -f mp4",
                "foreign video           | audio         | F AAC -bf 2 -f mp4",
                "foreign, late           | audio         | F AAC -vf setpts=PTS+0.6/TB -bf 2 -f mp4",
                "foreign, variable rate  | audio         | F AAC -vf select='lt(mod(t,2),1)+not(mod(n,3))' -fps_mode vfr"
                        + " -bf 2 -f mp4",
                "foreign, audio outlasts | audio         | F AAC -af apad=pad_dur=2 -bf 0 -f mp4",
                "foreign, audio ends     | audio         | F AAC -af atrim=end=3.5 -bf 0 -f mp4",
            })
    void beepsStayInSyncWithTheirFlashes(String what, String copied, String how) {
        Path source = TestMedia.make(
                folder.resolve("source"),
                ("-f lavfi -i testsrc2=s=640x360:r=25:d=5," + FlashAndBeep.FLASHES + " -f lavfi -i "
                                + FlashAndBeep.BEEPS + " " + how)
                        .replace(" C ", CONFORMING + " ")
                        .replace(" F ", FOREIGN + " ")
                        .replace(" AAC ", AAC + " ")
                        .replace(" MP3 ", MP3 + " "));
        assertTimingKept(source, copied, 0);
    }

    /** The time before the first frame is the delay of the audio encoder, which these containers can't mark as such. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "Matroska with AAC's delay      | video         | C | -f matroska |",
                "MP4 from Matroska              | video audio   | C | -f matroska | -f mp4",
                "MP4 from Matroska, foreign     | audio         | F | -f matroska | -f mp4",
            })
    void leadingEncoderDelayIsRemoved(String what, String copied, String video, String first, String second) {
        Path made = TestMedia.make(
                folder.resolve("made.mp4"),
                "-f lavfi -i testsrc2=s=640x360:r=25:d=5," + FlashAndBeep.FLASHES + " -f lavfi -i " + FlashAndBeep.BEEPS
                        + (video.equals("C") ? CONFORMING : FOREIGN) + AAC + " -bf 2 -f mp4");
        Path matroska = TestMedia.make(folder.resolve("matroska"), "-i file:" + made + " -c copy " + first);
        Path source = second == null
                ? matroska
                : TestMedia.make(folder.resolve("source"), "-i file:" + matroska + " -c copy " + second);
        assertTimingKept(source, copied, 0.021);
    }

    /**
     * A fragmented MP4 as OBS records it: the video begins later than the audio by the delay of its B-frames, and the first
     * audio packet is stretched instead. In ffmpeg the audio is early by that delay; here it is in sync.
     */
    @Test
    void audioWithAStretchedFirstPacketIsNotCopied() {
        Path source = TestMedia.make(
                folder.resolve("source"),
                "-f lavfi -i testsrc2=s=640x360:r=25:d=5," + FlashAndBeep.FLASHES + " -f lavfi -i " + FlashAndBeep.BEEPS
                        + CONFORMING + AAC + " -bf 2 -movflags frag_keyframe+empty_moov -f mp4");
        VideoPlan plan = plan(source);
        assertThat(plan.copiesPicture()).isTrue();
        assertThat(plan.copiesSound()).isFalse();

        Path output = Rendering.make(source, plan, folder.resolve("video.mp4"));

        FlashAndBeep after = FlashAndBeep.of(output, folder);
        assertThat(after.delays())
                .hasSize(2)
                .allSatisfy(delay -> assertThat(delay).isCloseTo(0, within(CLOSE)));
        assertThat(after.flashes().get(0)).isCloseTo(1, within(CLOSE));
    }

    /** @param early how much earlier than in the source everything comes, in seconds */
    private void assertTimingKept(Path source, String copied, double early) {
        VideoPlan plan = plan(source);
        assertThat(plan.copiesPicture()).as("video copied").isEqualTo(copied.contains("video"));
        assertThat(plan.copiesSound()).as("audio copied").isEqualTo(copied.contains("audio"));
        FlashAndBeep before = FlashAndBeep.of(source, folder);

        Path output = Rendering.make(source, plan, folder.resolve("video.mp4"));

        FlashAndBeep after = FlashAndBeep.of(output, folder);
        double tolerance = plan.copiesPicture() ? CLOSE : FRAME;
        assertThat(before.delays()).hasSize(2);
        assertClose(after.delays(), before.delays(), 0, tolerance);
        assertClose(after.flashes(), before.flashes(), early, tolerance);
        assertClose(after.beeps(), before.beeps(), early, tolerance);
    }

    private static void assertClose(List<Double> after, List<Double> before, double early, double tolerance) {
        assertThat(after).hasSameSizeAs(before);
        for (int i = 0; i < after.size(); i++) {
            assertThat(after.get(i)).isCloseTo(before.get(i) - early, within(tolerance));
        }
    }

    private static VideoPlan plan(Path source) {
        return (VideoPlan) Rendering.plan(source, Rendering.builtIn("mp4-360p"));
    }
}
