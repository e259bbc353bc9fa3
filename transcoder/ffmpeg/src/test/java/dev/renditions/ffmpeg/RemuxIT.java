package dev.renditions.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.renditions.api.EncodeProgress;
import dev.renditions.ffmpeg.process.TestMedia;
import dev.renditions.kind.settings.Edits;
import dev.renditions.kind.video.VideoPlan;
import dev.renditions.kind.video.VideoProfile;
import dev.renditions.testing.DirectEncode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tracks that meet a profile are copied; the others are encoded. */
@Timeout(120)
class RemuxIT {
    private static final String INPUTS =
            "-f lavfi -i testsrc2=size=640x360:rate=25 -f lavfi -i sine=frequency=440:sample_rate=48000 -t 5 -ac 2 ";
    private static final String VIDEO =
            "-c:v libx264 -preset ultrafast -crf 35 -pix_fmt yuv420p -g 50 -keyint_min 50 -sc_threshold 0 -bf 2 ";
    private static final String AUDIO = "-c:a aac -b:a 128k ";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"mp4", "mov"})
    void sourceThatMeetsTheProfileIsCopiedBitForBit(String format) throws IOException {
        Path source = source(INPUTS + VIDEO + AUDIO + "-metadata title=secret -f " + format);

        VideoPlan plan = plan(source);

        assertThat(plan.encodes()).isFalse();
        Path output = Rendering.make(source, plan, folder.resolve("video.mp4"));
        JsonNode look = TestMedia.look(output);
        assertThat(streams(output)).isEqualTo(streams(source));
        assertThat(look.toString()).doesNotContain("secret");
        assertThat(look.path("format").path("start_time").asDouble()).isZero();
        assertPlaysWhileItLoads(output);
    }

    @Test
    void copyReportsItsProgress() {
        Path source = source(INPUTS + VIDEO + AUDIO + "-f mp4");
        List<EncodeProgress> steps = new CopyOnWriteArrayList<>();
        VideoPlan plan = plan(source);
        assertThat(plan.encodes()).isFalse();
        RecordedEndings endings = new RecordedEndings();

        FfmpegTranscoder.open(TestMedia.SETTINGS)
                .make(
                        Rendering.input(source),
                        List.of(DirectEncode.order(plan, folder, steps::add)),
                        Duration.ofMinutes(1),
                        endings);

        assertThat(endings.failed).isEmpty();
        // One step that ffmpeg reports, and the last one.
        assertThat(steps).hasSizeGreaterThanOrEqualTo(2);
        assertThat(steps.get(steps.size() - 1).fraction()).isEqualTo(1);
    }

    @Test
    void titlesThatAProfileKeepsAreWrittenIntoCopies() throws IOException {
        Path source = source(INPUTS + VIDEO + AUDIO + "-metadata title=kept -metadata comment=secret -f mp4");
        VideoProfile builtIn = (VideoProfile) Rendering.builtIn("mp4-360p");
        Edits edits = new Edits(Optional.empty(), Optional.empty(), List.of("title"));
        VideoPlan plan = (VideoPlan) Rendering.plan(
                source, new VideoProfile("titled", "", builtIn.ttl(), builtIn.video(), builtIn.audio(), edits));
        assertThat(plan.encodes()).isFalse();

        Path output = Rendering.make(source, plan, folder.resolve("video.mp4"));

        assertThat(streams(output)).isEqualTo(streams(source));
        assertThat(TestMedia.look(output).path("format").path("tags").toString())
                .contains("kept")
                .doesNotContain("secret");
    }

    @Test
    void silentSourceIsCopied() throws IOException {
        Path source = source(INPUTS + VIDEO + "-an -f matroska");

        VideoPlan plan = plan(source);

        assertThat(plan.encodes()).isFalse();
        assertThat(plan.sound()).isEmpty();
        assertThat(streams(Rendering.make(source, plan, folder.resolve("video.mp4"))))
                .isEqualTo(streams(source));
    }

    @ParameterizedTest
    @CsvSource({
        "-g 75 -keyint_min 75, a key frame each three seconds",
        "-x264-params open-gop=1, open groups of pictures",
        "-crf 10, more than 800 kilobits",
        "-vf pad=640:362, another size than that of the rung",
        "-r 100, too many frames",
        "-pix_fmt yuv422p, pixels that phones refuse",
        "-color_range pc, full range",
        "-c:v mpeg4, another codec",
        "-vf setsar=4/3, pixels that are not square",
    })
    void videoThatDoesNotMeetTheProfileIsEncoded(String how, String why) throws IOException {
        Path source = source(INPUTS + VIDEO + AUDIO + how + " -f mp4");

        VideoPlan plan = plan(source);

        assertThat(plan.copiesPicture()).as(why).isFalse();
        assertThat(plan.copiesSound()).as("the audio is copied").isTrue();
        Path output = Rendering.make(source, plan, folder.resolve("video.mp4"));
        assertThat(stream(output, "a")).isEqualTo(stream(source, "a"));
        assertPlaysWhileItLoads(output);
    }

    @ParameterizedTest
    @CsvSource({
        "-b:a 200k, too high a rate",
        "-ar 44100, another sample rate",
        "-c:a libmp3lame, another codec",
        "-c:a ac3, another codec",
        "-ac 6, more channels",
        "-af adelay=900:all=1, nothing",
    })
    void audioThatDoesNotMeetTheProfileIsEncoded(String how, String why) throws IOException {
        Path source = source(INPUTS + VIDEO + AUDIO + how + " -metadata title=secret -f mp4");

        VideoPlan plan = plan(source);

        assertThat(plan.copiesSound()).as(why).isEqualTo(why.equals("nothing"));
        assertThat(plan.copiesPicture()).as("the video is copied").isTrue();
        Path output = Rendering.make(source, plan, folder.resolve("video.mp4"));
        assertThat(stream(output, "v")).isEqualTo(stream(source, "v"));
        assertThat(TestMedia.look(output).toString()).doesNotContain("secret");
        assertPlaysWhileItLoads(output);
    }

    @Test
    void videoCutByAnEditListIsEncoded() {
        Path whole = TestMedia.make(folder.resolve("whole.mp4"), INPUTS + VIDEO + AUDIO);
        Path source = source("-ss 1.2 -i file:" + whole + " -c copy -f mp4");

        assertThat(plan(source).copiesPicture()).isFalse();
    }

    @Test
    void transportStreamIsEncoded() {
        Path source = source(INPUTS + VIDEO + AUDIO + "-f mpegts");

        assertThat(plan(source).copies()).isFalse();
    }

    @Test
    void rotatedVideoIsEncoded() {
        Path whole = TestMedia.make(folder.resolve("whole.mp4"), INPUTS + VIDEO + AUDIO);
        Path source = source("-display_rotation 180 -i file:" + whole + " -c copy -f mp4");

        assertThat(plan(source).copiesPicture()).isFalse();
    }

    private static VideoPlan plan(Path source) {
        return (VideoPlan) Rendering.plan(source, Rendering.builtIn("mp4-360p"));
    }

    private Path source(String arguments) {
        return TestMedia.make(folder.resolve("source"), arguments);
    }

    private String streams(Path file) throws IOException {
        return hashes(file, "-map 0 -bsf:v h264_mp4toannexb");
    }

    private String stream(Path file, String kind) throws IOException {
        return hashes(file, "-map 0:" + kind + (kind.equals("v") ? " -bsf:v h264_mp4toannexb" : ""));
    }

    private String hashes(Path file, String streams) throws IOException {
        Path hashes = folder.resolve("hashes");
        TestMedia.make(hashes, "-i file:" + file + " -c copy " + streams + " -f streamhash -hash md5");
        return Files.readString(hashes);
    }

    private static void assertPlaysWhileItLoads(Path mp4) throws IOException {
        String bytes = new String(Files.readAllBytes(mp4), StandardCharsets.ISO_8859_1);
        assertThat(bytes.indexOf("moov")).isPositive().isLessThan(bytes.indexOf("mdat"));
    }
}
