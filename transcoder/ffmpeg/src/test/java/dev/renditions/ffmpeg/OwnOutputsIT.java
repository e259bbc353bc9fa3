package dev.renditions.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.Outcome;
import dev.renditions.api.RenditionResult;
import dev.renditions.ffmpeg.process.TestMedia;
import dev.renditions.kind.Profile;
import dev.renditions.kind.video.VideoProfile;
import dev.renditions.media.VideoStream;
import dev.renditions.testing.RealService;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An output meets its own profile: as a source, it is copied without an encode. */
@Timeout(600)
class OwnOutputsIT {
    private static final List<VideoProfile> RUNGS = Stream.of("mp4-1080p", "mp4-720p", "mp4-480p", "mp4-360p")
            .map(name -> (VideoProfile) Rendering.builtIn(name))
            .toList();

    private static final String TONE = " -f lavfi -i sine=frequency=440:sample_rate=48000";
    private static final String NOISE = " -f lavfi -i anoisesrc=sample_rate=48000:amplitude=0.9";
    private static final String GRAIN = ",noise=alls=60:allf=t";

    /** Sources like those of users. The outputs of the noisy ones are as large as their profile allows. */
    private static final Map<String, String> CLIPS = new LinkedHashMap<>();

    static {
        clip("still", "testsrc2=s=640x360:r=25,trim=end_frame=1,loop=75:1", TONE, "-t 3 -ac 2");
        clip("noise", "color=gray:s=1920x1080:r=30,noise=alls=100:allf=t", NOISE, "-t 2 -ac 2 -crf 35");
        clip("fractal", "mandelbrot=s=1280x720:r=50:end_scale=0.3:end_pts=150,noise=alls=20:allf=t", TONE, "-t 2.4");
        clip("sixty", "testsrc2=s=1920x1080:r=60,noise=alls=25:allf=t", TONE, "-t 1.2 -ac 2 -crf 30");
        clip("film", "testsrc2=s=1280x720:r=24000/1001,noise=alls=60:allf=t", TONE, "-t 3 -ac 2");
        clip("slow", "testsrc2=s=1280x720:r=5,noise=alls=60:allf=t", TONE, "-t 6 -ac 2");
        clip(
                "variable",
                "testsrc2=s=640x360:r=60:d=6,noise=alls=60:allf=t,select='gte(t,2)*not(mod(n,120))+lt(t,2)'",
                TONE,
                "-t 6 -fps_mode vfr -bf 0 -ac 2");
        clip("portrait", "testsrc2=s=720x1280:r=30,noise=alls=60:allf=t", TONE, "-t 2.4 -ac 2");
        clip("odd", "testsrc2=s=641x361:r=25", TONE, "-t 3 -ac 2");
        clip("silent", "mandelbrot=s=640x360:r=25", "", "-t 3");
        clip("mono", "testsrc=s=854x480:r=25,fade=in:0:30,fade=out:40:30", NOISE, "-t 3 -ac 1 -ar 44100");
        clip("surround", "life=s=640x360:r=30:mold=10:ratio=0.3:seed=1", NOISE, "-t 3 -ac 6 -c:a ac3");
        clip("one", "testsrc2=s=1280x720:r=25,noise=alls=100:allf=t", "", "-frames:v 1");
        clip("half", "testsrc2=s=1280x720:r=30,noise=alls=100:allf=t", NOISE, "-t 0.5 -ac 2");
        clip("flashes", "testsrc2=s=640x360:r=25,noise=alls=100:allf=t,negate=enable='mod(n,20)'", NOISE, "-t 3 -ac 2");
    }

    @TempDir
    private Path folder;

    @Test
    void outputsOfFifteenClipsAndFourRungsAreRemuxed() {
        List<String> notRemuxed = new ArrayList<>();
        int remuxed = 0;
        int aboveTheCap = 0;
        try (RealService service = RealService.in(folder, Duration.ofMinutes(5), 2)) {
            for (Map.Entry<String, String> clip : CLIPS.entrySet()) {
                Path source = TestMedia.make(folder.resolve(clip.getKey()), clip.getValue());
                List<RenditionResult> made = service.render(source, List.<Profile>copyOf(RUNGS));
                for (int i = 0; i < RUNGS.size(); i++) {
                    assertThat(made.get(i).outcome()).as(made.get(i).toString()).isEqualTo(Outcome.ENCODED);
                    Path output = Path.of(made.get(i).location().orElseThrow().uri());
                    RenditionResult again =
                            service.render(output, List.of(RUNGS.get(i))).get(0);
                    if (again.outcome() == Outcome.REMUXED) {
                        remuxed++;
                    } else {
                        notRemuxed.add(
                                clip.getKey() + " " + RUNGS.get(i).name() + ": " + again.outcome() + again.reason());
                    }
                    aboveTheCap +=
                            average(service, output) > RUNGS.get(i).video().maxRateKbps() ? 1 : 0;
                }
            }
            service.assertNothingTemporaryIsLeft();
        }
        assertThat(notRemuxed).isEmpty();
        assertThat(remuxed).isEqualTo(CLIPS.size() * RUNGS.size()).isEqualTo(60);
        // Otherwise these clips do not test the cap.
        assertThat(aboveTheCap).as("outputs above the cap").isGreaterThan(20);
    }

    private static int average(RealService service, Path output) {
        VideoStream video = service.probe(output).mainVideo().orElseThrow();
        return video.coding().kilobits();
    }

    /** Encoded fast, with settings that meet no profile. */
    private static void clip(String name, String picture, String sound, String how) {
        CLIPS.put(
                name,
                "-f lavfi -i " + picture + sound
                        + " -c:v libx264 -preset ultrafast -crf 16 -pix_fmt yuv444p -c:a aac -b:a 192k " + how
                        + " -f mov");
    }
}
