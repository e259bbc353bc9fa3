package dev.renditions.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.Transcoder;
import dev.renditions.ffmpeg.process.TestMedia;
import dev.renditions.kind.Plan;
import dev.renditions.kind.Planner;
import dev.renditions.media.MediaInfo;
import dev.renditions.profile.ProfileCatalog;
import dev.renditions.service.verify.OutputVerifier;
import dev.renditions.testing.DirectEncode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sources of all kinds become packages that keep the rules of HLS and DASH, together with other renditions. */
@Timeout(180)
class StreamingIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final FfmpegTranscoder TRANSCODER = FfmpegTranscoder.open(TestMedia.SETTINGS);
    private static final ProfileCatalog CATALOG = ProfileCatalog.builtIn();

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "audio ends early, -f lavfi -i testsrc2=s=640x360:r=30:d=9 -f lavfi -i sine=d=7 -c:v libx264 -c:a aac -f mp4",
        "video ends early, -f lavfi -i testsrc2=s=640x360:r=30:d=7 -f lavfi -i sine=d=9 -c:v libx264 -c:a aac -f mp4",
        "silence alone, -f lavfi -i testsrc2=s=640x360:r=25:d=5 -f lavfi -i anullsrc -t 5 -c:v libx264 -c:a aac -f mp4",
        "no audio, -f lavfi -i testsrc2=s=360x640:r=24:d=5 -c:v libx264 -f mp4",
        "very short, -f lavfi -i testsrc2=s=640x360:r=30:d=0.5 -f lavfi -i sine=d=0.4 -c:v libx264 -c:a aac -f mp4",
        "starts late, -f lavfi -i testsrc2=s=640x360:r=25:d=5 -f lavfi -i sine=d=5 -c:v libx264 -c:a aac"
                + " -output_ts_offset 3 -f mpegts",
        "uneven frames, -f lavfi -i testsrc2=s=640x360:r=30:d=6 -vf setpts=(N+N*N/200)/30/TB -fps_mode vfr"
                + " -c:v libx264 -f matroska",
        "slides, -f lavfi -i testsrc2=s=640x360:r=1/10:d=40 -f lavfi -i sine=d=38 -c:v libx264 -c:a aac -f mp4",
        "odd size, -f lavfi -i testsrc2=s=321x181:r=25:d=3 -c:v mpeg4 -f avi"
    })
    void everyKindOfSourceBecomesAPackage(String kind, String arguments) throws IOException {
        Path source = TestMedia.make(folder.resolve("source"), arguments);
        assertThat(made(source, "hls", "mp4-480p", "mp4-360p", "audio-mp3", "audio-aac"))
                .as(kind)
                .contains("hls", "mp4-480p", "mp4-360p");
    }

    /** Made ffmpeg deadlock before: thirty frames, audio that begins late and ends after the video, many outputs. */
    @Test
    void manyOutputsBesideALadderDoNotStall() throws IOException {
        Path source = TestMedia.make(
                folder.resolve("source"),
                "-f lavfi -i testsrc2=s=1080x720:r=30000/1001:d=1.001 -itsoffset 0.067 -f lavfi -i sine=r=44100:d=1"
                        + " -map 0 -map 1 -c:v libx264 -c:a aac -ac 1 -f mp4");
        for (int i = 0; i < 3; i++) {
            assertThat(made(source, "mp4-1080p", "mp4-720p", "mp4-480p", "mp4-360p", "hls", "audio-mp3", "audio-aac"))
                    .hasSize(7);
        }
    }

    /** The names of the profiles whose renditions were made and verified. */
    private List<String> made(Path source, String... names) throws IOException {
        MediaInfo media = TRANSCODER.probe(source);
        List<Transcoder.Order> orders = new ArrayList<>();
        for (String name : names) {
            if (Planner.plan(media, CATALOG.find(name).orElseThrow()) instanceof Plan.Make plan) {
                Path to = Files.createTempDirectory(folder, "order");
                orders.add(DirectEncode.order(plan, to, Transcoder.Progress.NONE));
            }
        }
        List<String> made = new ArrayList<>();
        OutputVerifier verifier = new OutputVerifier(TRANSCODER);
        TRANSCODER.make(Rendering.input(source), orders, LIMIT, (rendition, ending) -> {
            verifier.check(rendition.plan(), DirectEncode.outputs(ending));
            orders.stream()
                    .filter(order -> order.rendition().equals(rendition))
                    .forEach(order -> Rendering.assertConformant(rendition.plan(), order.folder()));
            made.add(rendition.plan().profile().name());
        });
        return made;
    }
}
