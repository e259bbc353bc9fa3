package dev.renditions.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.renditions.plan.Plan;
import dev.renditions.profile.Profile;
import dev.renditions.profile.ProfileCatalog;
import dev.renditions.profile.VideoProfile;
import dev.renditions.testing.RealMedia;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link RealMedia} under every built-in profile of films, proved. */
@Timeout(300)
class RealFilmsIT {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "flower.mp4",
                "flower.webm",
                "friday.mp4",
                "stream-of-water.webm",
                "bottle-detection.mp4",
                "book.mkv",
                "sample_with_srt.mkv",
                "sample_rotate_and_reflect.mp4",
                "bear-vp9-odd-dimensions.webm",
                "hlg10-color-test.mp4",
            })
    void filmIsMadeUnderEveryProfile(String name) {
        Path source = RealMedia.fileOrSkip(name);
        List<Profile> films = ProfileCatalog.builtIn().all().stream()
                .filter(profile -> profile instanceof VideoProfile)
                .toList();
        assertThat(films).hasSizeGreaterThanOrEqualTo(8);
        for (Profile profile : films) {
            Plan.Make plan = (Plan.Make) Rendering.plan(source, profile);
            Path output = Rendering.make(source, plan, folder.resolve(profile.name() + ".mp4"));

            JsonNode video = TestMedia.look(output).path("streams").path(0);
            assertThat(video.path("pix_fmt").asText()).as(profile.name()).isEqualTo("yuv420p");
            assertThat(video.path("color_range").asText()).as(profile.name()).isEqualTo("tv");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"t-rex-roar.mp3", "bear_with_picture.flac"})
    void soundIsNoFilm(String name) {
        Path source = RealMedia.fileOrSkip(name);
        ProfileCatalog.builtIn().all().stream()
                .filter(profile -> profile instanceof VideoProfile)
                .forEach(profile -> assertThat(Rendering.plan(source, profile)).isInstanceOf(Plan.NotApplicable.class));
    }
}
