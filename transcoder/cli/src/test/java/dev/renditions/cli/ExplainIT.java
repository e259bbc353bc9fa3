package dev.renditions.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.cli.display.Cli;
import dev.renditions.ffmpeg.process.TestMedia;
import dev.renditions.index.ContentHash;
import dev.renditions.testing.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code explain}, with the real ffmpeg and real files. */
final class ExplainIT {
    private static final Path SAMPLES = Checkout.path("samples");

    @TempDir
    private Path folder;

    @Test
    void explainShowsThePartsOfTheKey() throws IOException {
        Cli.Ran ran = new Cli(folder)
                .run("explain", "poster", SAMPLES.resolve("still.jpg").toString());
        assertThat(ran.code()).as(ran.err()).isZero();
        String hash =
                ContentHash.of(Files.readAllBytes(SAMPLES.resolve("still.jpg"))).hex();
        assertThat(ran.out())
                .contains("{\"image\":{\"candidates\":50,\"codec\":\"jpeg\"", "\"pipeline\":3")
                .contains("r:2:" + hash + ":poster-0cb21eebbb9b")
                .contains(hash.substring(0, 2) + "/" + hash + "/poster-0cb21eebbb9b/rendition.json");
    }

    @Test
    void explainShowsTheRecipe() {
        Path film = SAMPLES.resolve("video-720p.mp4");
        Cli cli = new Cli(folder);
        String before = explained(cli, "mp4-360p", film);
        assertThat(before)
                .containsPattern("container +video/mp4\\R")
                .containsPattern("track +video-[0-9a-f]{64}: 640x360 h264, veryfast, CRF 23")
                .contains("does not exist, and would be encoded")
                .containsPattern("copied stream +audio, aac, 2 channels, 48000 Hz, stream 1 of the source")
                .containsPattern("metadata +no tags of the source")
                .doesNotContain("exists in");
        assertThat(cli.run("run", "--json", "--profiles", "mp4-360p", film.toString())
                        .outcomes())
                .containsExactly("encoded");
        assertThat(explained(cli, "hls", film))
                .containsPattern("container +application/vnd.apple.mpegurl and application/dash\\+xml")
                .containsPattern("640x360 h264.*\\R +exists in file:.*/video.mp4, and would be copied")
                .containsPattern("1280x720 h264.*\\R +does not exist, and would be encoded");
        assertThat(explained(cli, "captions", film))
                .containsPattern("plan +not applicable: it has no subtitles")
                .doesNotContain("container", "metadata");
    }

    @Test
    void explainShowsTheSegmentsOfALongTrackOrWhyItHasNone() {
        Cli cli = new Cli(folder);

        assertThat(explained(cli, "hls", film("seekable", "-g 100")))
                .containsPattern("64x36 h264.*\\R +does not exist, and would be encoded in 3 segments\\R")
                .containsPattern("track +audio-.*\\R +does not exist, and would be encoded\\R");
        assertThat(explained(cli, "hls", film("rare", "-g 9999")))
                .containsPattern("would be encoded as a whole, since its key frames are up to [0-9]+ s apart\\R");
    }

    /** A film of 130 seconds. */
    private Path film(String name, String keyFrames) {
        return TestMedia.make(
                folder.resolve(name + ".mp4"),
                "-f lavfi -i testsrc2=s=64x36:r=10:d=130 -f lavfi -i sine=d=130 -c:v libx264 -preset ultrafast"
                        + " -sc_threshold 0 " + keyFrames + " -c:a aac -b:a 32k");
    }

    private static String explained(Cli cli, String profile, Path source) {
        Cli.Ran ran = cli.run("explain", profile, source.toString());
        assertThat(ran.code()).as(ran.err()).isZero();
        return ran.out();
    }
}
