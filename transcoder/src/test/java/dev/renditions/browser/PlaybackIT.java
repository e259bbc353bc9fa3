package dev.renditions.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.Outcome;
import dev.renditions.RenditionResult;
import dev.renditions.index.RenditionLocation;
import dev.renditions.media.MediaInfo;
import dev.renditions.media.Size;
import dev.renditions.media.VideoStream;
import dev.renditions.plan.Plan;
import dev.renditions.plan.Planner;
import dev.renditions.profile.Profile;
import dev.renditions.profile.ProfileCatalog;
import dev.renditions.profile.VideoProfile;
import dev.renditions.testing.RealMedia;
import dev.renditions.testing.RealService;
import dev.renditions.testing.Skip;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is made for the web is played on it: every rendition under every built-in profile of a media type that a page can
 * show by itself, or with hls.js. Of profiles yet to come those of known media types are played as well.
 */
@Timeout(300)
final class PlaybackIT {
    private static final Path SAMPLES = Path.of("..", "samples");
    /** {@code .part} is broken on purpose. */
    private static final List<String> NOT_MEDIA = List.of(".part", ".md", ".sh", "SHA256SUMS");

    private static final Duration TOLERANCE = Duration.ofMillis(200);
    /** Free builds of Chromium come without HEVC. */
    private static final Set<String> DECODED = Set.of("h264", "vp9", "av1");

    @TempDir
    private static Path own;

    @TempDir
    private static Path folder;

    private static Browser browser;
    private static RealService service;
    private static FileServer files;

    @BeforeAll
    static void start() {
        browser = Browser.startOrSkip(own);
        service = RealService.in(folder, Duration.ofMinutes(2), 2);
        files = FileServer.of(service.storeFolder());
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
            files.close();
            service.close();
        }
    }

    @AfterEach
    void nothingTemporaryIsLeft() {
        service.assertNothingTemporaryIsLeft();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everyRenditionOfASamplePlays(Path sample) {
        plays(sample);
    }

    /** Minutes of it, so only where somebody asks. */
    @TestFactory
    Stream<DynamicTest> everyRenditionOfRealMediaPlays() {
        if (System.getProperty("real.media") == null) {
            Skip.test("real media is played in a browser where -Dreal.media=DIR names its folder");
        }
        return RealMedia.filesOrSkip().stream()
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> plays(file)));
    }

    private static void plays(Path source) {
        List<Profile> profiles = ProfileCatalog.builtIn().all().stream()
                .filter(PlaybackIT::mayBePlayed)
                .toList();
        MediaInfo media = service.probe(source);
        List<RenditionResult> results = service.render(source, profiles);
        int played = 0;
        for (int i = 0; i < profiles.size(); i++) {
            Profile profile = profiles.get(i);
            RenditionResult result = results.get(i);
            assertThat(result.outcome()).as(result.toString()).isNotEqualTo(Outcome.FAILED);
            if (result.location().isPresent() && plays(result, result.location().get(), plannedSize(media, profile))) {
                played++;
            }
        }
        assertThat(played).as("renditions of " + source + " that were played").isPositive();
    }

    /** What is not is not worth its encode either. */
    private static boolean mayBePlayed(Profile profile) {
        return !(profile instanceof VideoProfile video)
                || DECODED.contains(video.video().codec());
    }

    /** Plays a rendition, if it is one that the browser is for. */
    private static boolean plays(RenditionResult result, RenditionLocation location, Optional<Size> planned) {
        MediaInfo made = service.stored(result).orElseThrow().manifest().media();
        URI uri = files.uri(Path.of(location.uri()));
        String type = location.mediaType();
        if (type.equals("application/vnd.apple.mpegurl")) {
            Played played = browser.playsHls(uri);
            assertMoves(result, played);
            assertThat(played.complaints()).as(result.toString()).isEmpty();
            // Any of the rungs, or none where the source is sound alone.
            assertThat(played.size().isPresent())
                    .as(result.toString())
                    .isEqualTo(made.mainVideo().isPresent());
        } else if (type.startsWith("video/")) {
            if (made.mainVideo()
                    .map(VideoStream::codec)
                    .filter(DECODED::contains)
                    .isEmpty()) {
                return false;
            }
            Played played = browser.playsVideo(uri);
            assertMoves(result, played);
            assertThat(played.size()).as(result.toString()).isEqualTo(size(planned, made));
            assertThat(played.frames()).as(result.toString()).isPositive();
            assertLength(result, played, made);
        } else if (type.startsWith("audio/")) {
            Played played = browser.playsAudio(uri);
            assertMoves(result, played);
            assertLength(result, played, made);
        } else if (type.startsWith("image/")) {
            assertThat(Optional.of(browser.showsImage(uri)))
                    .as(result.toString())
                    .isEqualTo(size(planned, made));
        } else {
            return false;
        }
        return true;
    }

    private static Optional<Size> plannedSize(MediaInfo media, Profile profile) {
        Plan plan = Planner.plan(media, profile);
        if (plan instanceof Plan.Video v) {
            return Optional.of(v.rung().size());
        }
        if (plan instanceof Plan.Streaming s) {
            return Optional.of(s.ladder().get(0).size());
        }
        return plan instanceof Plan.Picture p ? Optional.of(p.size()) : Optional.empty();
    }

    /** What was planned, else, where no plan states it, what was proved. */
    private static Optional<Size> size(Optional<Size> planned, MediaInfo made) {
        return planned.or(() -> made.picture().map(VideoStream::displayed));
    }

    private static void assertMoves(RenditionResult result, Played played) {
        assertThat(played.currentTimeMoves()).as(result + ": " + played).isTrue();
    }

    private static void assertLength(RenditionResult result, Played played, MediaInfo made) {
        assertThat(played.duration())
                .as(result + ": " + played)
                .isCloseTo(made.duration().orElseThrow(), TOLERANCE);
        assertThat(played.end()).as(result + ": " + played).isCloseTo(played.duration(), TOLERANCE);
    }

    static Stream<Path> samples() throws IOException {
        try (Stream<Path> files = Files.list(SAMPLES)) {
            return files
                    .filter(Files::isRegularFile)
                    .filter(file -> NOT_MEDIA.stream().noneMatch(file.toString()::endsWith))
                    .sorted()
                    .toList()
                    .stream();
        }
    }
}
