package dev.renditions.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.Outcome;
import dev.renditions.api.RenditionResult;
import dev.renditions.kind.Profile;
import dev.renditions.media.MediaInfo;
import dev.renditions.profile.ProfileCatalog;
import dev.renditions.testing.Checkout;
import dev.renditions.testing.RealService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A browser plays the renditions of all samples, with every kind of built-in profile that it supports. */
@Timeout(300)
final class PlaybackIT {
    private static final Path SAMPLES = Checkout.path("samples");
    /** {@code .part} is broken on purpose. */
    private static final List<String> NOT_MEDIA = List.of(".part", ".md", ".sh", "SHA256SUMS");

    /** Left out to save time: they differ from others in size only. {@link RealMediaPlaybackIT} plays all. */
    private static final Set<String> OTHER_RUNGS = Set.of("mp4-1080p", "mp4-480p", "mp4-360p", "av1-1080p");

    @TempDir
    private static Path own;

    @TempDir
    private static Path folder;

    private static RealService service;
    private static Playback playback;

    @BeforeAll
    static void start() {
        service = RealService.in(folder, Duration.ofMinutes(2), 2);
        playback = Playback.startOrSkip(service, own);
    }

    @AfterAll
    static void stop() {
        if (playback != null) {
            playback.close();
        }
        service.close();
    }

    @AfterEach
    void nothingTemporaryIsLeft() {
        service.assertNothingTemporaryIsLeft();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everyRenditionOfASamplePlays(Path sample) {
        List<Profile> profiles = ProfileCatalog.builtIn().all().stream()
                .filter(Playback::isFor)
                .filter(profile -> !OTHER_RUNGS.contains(profile.name()))
                .toList();
        MediaInfo media = service.probe(sample);
        List<RenditionResult> results = service.render(sample, profiles);
        int played = 0;
        for (int i = 0; i < profiles.size(); i++) {
            assertThat(results.get(i).outcome()).as(results.get(i).toString()).isNotEqualTo(Outcome.FAILED);
            if (playback.plays(results.get(i), media, profiles.get(i))) {
                played++;
            }
        }
        assertThat(played).as("renditions that were played").isPositive();
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
