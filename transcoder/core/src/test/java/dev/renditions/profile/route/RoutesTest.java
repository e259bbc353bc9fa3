package dev.renditions.profile.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.kind.Profile;
import dev.renditions.profile.ProfileCatalog;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RoutesTest {
    private static final ProfileCatalog CATALOG = ProfileCatalog.builtIn();
    private static final Profile STANDARD = CATALOG.find("mp4-720p").orElseThrow();
    private static final String ROUTES = """
            [{"prefix": "podcasts/", "types": ["audio"], "profiles": ["audio-mp3", "poster", "audio-mp3"]},
             {"prefix": "podcasts/", "profiles": []},
             {"suffixes": [".MOV", ".mxf"], "profiles": ["mp4-480p"]},
             {"types": ["video", "image"]}]""";

    private final List<String> mistakes = new ArrayList<>();

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "podcasts/1.mp3      | audio-mp3 poster",
                "podcasts/1.FLAC     | audio-mp3 poster",
                "podcasts/1.mp4      | ''",
                "Podcasts/1.mp3      | ''",
                "x/film.mov          | mp4-480p",
                "x/film.MXF          | mp4-480p",
                "film.mp4            | mp4-720p",
                "x.y/still.jpeg      | mp4-720p",
                "notes.txt           | ''",
                "mp4                 | ''",
                "x.mp4/film          | ''",
            })
    void firstMatchingRouteDecides(String key, String profiles) {
        Routes routes = read(ROUTES);
        assertThat(mistakes).isEmpty();
        assertThat(String.join(" ", routes.of(key).stream().map(Profile::name).toList()))
                .isEqualTo(profiles);
    }

    @Test
    void withoutRoutesEveryKeyGetsTheStandardProfiles() {
        assertThat(read("  ").of("anything at all")).containsExactly(STANDARD);
        assertThat(read("[{}]").of("anything at all")).containsExactly(STANDARD);
    }

    @Test
    void allMistakesAreNamedWithTheirRoutes() {
        read("""
                [{"prefix": 7, "profiles": ["mp4-9000p", 1]},
                 {"types": ["text"], "suffix": ".mp4"},
                 {"suffixes": ".mp4"}, 5]""");
        assertThat(mistakes)
                .hasSize(7)
                .anyMatch(m -> m.equals("route 1: prefix is not a string"))
                .anyMatch(m -> m.startsWith("route 1: unknown entry \"mp4-9000p\" in profiles; known are mp4-1080p"))
                .anyMatch(m -> m.startsWith("route 1: unknown entry 1 in profiles"))
                .anyMatch(m -> m.equals("route 2: unknown entry \"text\" in types; known are video, audio, image"))
                .anyMatch(m -> m.startsWith("route 2: unknown member 'suffix'"))
                .anyMatch(m -> m.equals("route 3: suffixes is not a list"))
                .anyMatch(m -> m.equals("route 4: not a JSON object"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"[{]", "{}", "[]", "5", "[] []", "[{\"prefix\": \"a\", \"prefix\": \"b\"}]"})
    void invalidListOfRoutesIsAMistake(String text) {
        read(text);
        assertThat(mistakes).hasSize(1);
    }

    private Routes read(String text) {
        return new RouteReader(CATALOG, List.of(STANDARD), mistakes::add).read(text);
    }
}
