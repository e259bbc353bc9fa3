package dev.renditions.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.renditions.testing.RealMedia;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every profile of every file of {@link RealMedia}: right, as the proof sees it, or not applicable for the right reason. */
@Timeout(300)
final class RealMediaRunIT {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "flower.mp4, encoded, encoded, encoded",
        "flower.webm, encoded, encoded, encoded",
        "friday.mp4, encoded, encoded, encoded",
        "stream-of-water.webm, encoded, encoded, encoded",
        "t-rex-roar.mp3, it has no video, encoded, it has no picture",
        "bottle-detection.mp4, encoded, it has no sound, encoded",
        "book.mkv, encoded, it has no sound, encoded",
        "sample_with_srt.mkv, encoded, encoded, encoded",
        "sample_rotate_and_reflect.mp4, encoded, encoded, encoded",
        "bear_with_picture.flac, 'it has no video, only a picture attached to its sound', encoded, encoded",
        "bear-vp9-odd-dimensions.webm, encoded, it has no sound, encoded",
        "hlg10-color-test.mp4, encoded, encoded, encoded"
    })
    void everyProfileIsRightOrNotApplicable(String name, String video, String audio, String poster) {
        Path source = RealMedia.fileOrSkip(name);
        Cli.Ran ran = new Cli(folder).run("run", source.toString(), "--json");
        assertThat(ran.code()).as(ran.out()).isZero();
        List<String> answers = ran.json().stream().map(RealMediaRunIT::answer).toList();
        assertThat(answers).containsExactlyInAnyOrder(video, video, video, audio, audio, audio, poster, audio);
        assertThat(ran.json().stream().filter(n -> !n.path("location").isNull()))
                .isNotEmpty()
                .allSatisfy(
                        n -> assertThat(Path.of(URI.create(n.path("location").asText())))
                                .hasSize(n.path("bytes").asLong()));
    }

    private static String answer(JsonNode result) {
        return result.path("reason").isNull()
                ? result.path("outcome").asText()
                : result.path("reason").asText();
    }
}
