package dev.renditions.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.Transcoder;
import dev.renditions.ffmpeg.process.TestMedia;
import dev.renditions.kind.OutputFile;
import dev.renditions.kind.Planner;
import dev.renditions.kind.settings.Clip;
import dev.renditions.kind.settings.Edits;
import dev.renditions.kind.streaming.StreamingPlan;
import dev.renditions.kind.streaming.StreamingProfile;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.PacketStats;
import dev.renditions.service.verify.OutputVerifier;
import dev.renditions.testing.DirectEncode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Frames of unequal length in outputs whose frames have equal lengths. Each frame has another gray than the one before. A last
 * frame that is shown for less than half a tick is lost, since tracks end at a tick.
 */
class UnevenFramesIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final FfmpegTranscoder TRANSCODER = FfmpegTranscoder.open(TestMedia.SETTINGS);
    private static final StreamingProfile HLS = (StreamingProfile) Rendering.builtIn("hls");

    /** Each frame is lighter than the one before, or the darkest again. */
    private static final String GRAYS =
            "-f lavfi -i color=black:s=320x180:r=60:d=4,settb=1/90000,geq=lum=30+40*mod(N\\,5):cb=128:cr=128,setpts=";

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "half at 2 and half at 60 frames a second|if(lt(N\\,4)\\,N/2\\,2+(N-4)/60)|124|60|1",
                "a steady rate whose times are rounded|floor((N/29.97)*1000)/1000|100|29.97|1",
                "the same, starting between two ticks|floor((0.7171+N/29.97)*1000)/1000|100|29.97|1",
                "times that jump about as those of phones do|N/30+0.012*sin(N*N)|120|29.97|0.99",
                "times that jump about more|N/24-0.0215*mod(N\\,2)|120|48|0.99",
                "fewer frames than it states|N/15|60|15|0.98",
                "above 60 frames a second|N/120|240|60|0.49",
            })
    void ladderKeepsUnevenFrames(String kind, String times, int frames, double rate, double kept) throws IOException {
        Path source = source(times, frames);

        StreamingPlan plan = plan(source, HLS);

        assertThat(plan.ladder().get(0).frameRate().orElseThrow()).as(kind).isBetween(rate - 0.01, rate + 0.01);
        assertThat(changes(make(source, plan)) + 1).as(kind).isBetween((int) (frames * kept), frames);
    }

    /** The source has 29.97 frames a second with times rounded to milliseconds, and the clip begins within a frame. */
    @ParameterizedTest
    @CsvSource({"0.5171", "0.5338", "0.5505"})
    void clipKeepsFramesWhereverItBegins(double begin) throws IOException {
        Path source = source("floor((N/29.97)*1000)/1000", 100);
        Clip clip = new Clip(Duration.ofNanos((long) (begin * 1e9)), Duration.ofSeconds(2));
        Edits edits = new Edits(Optional.of(clip), Optional.empty(), List.of());
        StreamingProfile profile = new StreamingProfile(
                "clip", "", HLS.ttl(), HLS.ladder(), HLS.audio().get(0), HLS.segmentSeconds(), edits);

        assertThat(changes(make(source, plan(source, profile))) + 1).isBetween(59, 61);
    }

    private Path source(String times, int frames) {
        return TestMedia.make(
                folder.resolve("source"),
                GRAYS + "(" + times + ")/TB -frames:v " + frames
                        + " -fps_mode passthrough -enc_time_base 1/90000 -c:v libx264 -qp 10 -bf 2 -f matroska");
    }

    private static StreamingPlan plan(Path source, StreamingProfile profile) {
        MediaInfo media = TRANSCODER.probe(source);
        PacketStats stats = TRANSCODER.packets(source, media, Set.of());
        return (StreamingPlan) Planner.plan(media, profile, stats);
    }

    private Path make(Path source, StreamingPlan plan) throws IOException {
        Path to = Files.createTempDirectory(folder, "order");
        Transcoder.Order order = DirectEncode.order(plan, to, Transcoder.Progress.NONE);
        List<OutputFile> made = new ArrayList<>();
        TRANSCODER.make(
                Rendering.input(source),
                List.of(order),
                LIMIT,
                (rendition, ending) -> made.addAll(DirectEncode.outputs(ending)));
        new OutputVerifier(TRANSCODER).check(plan, made);
        Rendering.assertConformant(plan, to);
        return made.stream()
                .filter(output -> output.name().startsWith("video-"))
                .filter(output -> output.name().endsWith(".mp4"))
                .findFirst()
                .orElseThrow()
                .file();
    }

    /** The number of changes of gray. */
    private int changes(Path track) throws IOException {
        Path grays = TestMedia.make(
                folder.resolve("grays"),
                "-i " + track + " -fps_mode passthrough -vf scale=1:1,format=gray -c:v rawvideo -f rawvideo");
        byte[] levels = Files.readAllBytes(grays);
        int changes = 0;
        for (int i = 1; i < levels.length; i++) {
            changes += Math.abs((levels[i] & 0xff) - (levels[i - 1] & 0xff)) > 20 ? 1 : 0;
        }
        return changes;
    }
}
