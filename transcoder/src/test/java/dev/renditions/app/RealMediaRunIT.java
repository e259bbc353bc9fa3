package dev.renditions.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.renditions.profile.Profile;
import dev.renditions.profile.ProfileCatalog;
import dev.renditions.testing.RealMedia;
import java.net.URI;
import java.nio.file.Path;
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
        assertThat(ran.json()).hasSameSizeAs(ProfileCatalog.builtIn().all()).allSatisfy(result -> {
            Profile profile = ProfileCatalog.builtIn()
                    .find(result.path("profile").asText())
                    .orElseThrow();
            assertThat(answer(result)).as(profile.name()).isEqualTo(expected(profile, name, video, audio, poster));
        });
        assertThat(ran.json().stream().filter(n -> !n.path("location").isNull()))
                .isNotEmpty()
                .allSatisfy(
                        n -> assertThat(Path.of(URI.create(n.path("location").asText())))
                                .hasSize(n.path("bytes").asLong()));
    }

    private static String expected(Profile profile, String name, String video, String audio, String poster) {
        return switch (profile.kind()) {
            case "audio", "waveform" -> audio;
            case "image" -> poster;
            case "captions" -> name.equals("sample_with_srt.mkv") ? "encoded" : "it has no subtitles";
            default -> video;
        };
    }

    /** A copy is as good as an encode here. */
    private static String answer(JsonNode result) {
        return result.path("reason").isNull()
                ? result.path("outcome").asText().replace("remuxed", "encoded")
                : result.path("reason").asText();
    }
}
