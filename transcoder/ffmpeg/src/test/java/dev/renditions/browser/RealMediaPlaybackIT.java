package dev.renditions.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.RenditionResult;
import dev.renditions.kind.Profile;
import dev.renditions.media.MediaInfo;
import dev.renditions.profile.ProfileCatalog;
import dev.renditions.testing.RealMedia;
import dev.renditions.testing.RealService;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every profile with every file of {@link RealMedia}: verified, and played if a browser is installed; or not applicable for the
 * expected reason.
 */
@Timeout(300)
final class RealMediaPlaybackIT {
    private static final List<Profile> PROFILES = ProfileCatalog.builtIn().all();

    @TempDir
    private static Path own;

    @TempDir
    private static Path folder;

    private static RealService service;
    private static Optional<Playback> playback = Optional.empty();

    @BeforeAll
    static void start() {
        service = RealService.in(folder, Duration.ofMinutes(2), 2);
        playback = Playback.startIfThere(service, own);
    }

    @AfterAll
    static void stop() {
        playback.ifPresent(Playback::close);
        service.close();
    }

    @AfterEach
    void nothingTemporaryIsLeft() {
        service.assertNothingTemporaryIsLeft();
    }

    @ParameterizedTest
    @CsvSource({
        "flower.mp4, made, made, made",
        "flower.webm, made, made, made",
        "friday.mp4, made, made, made",
        "stream-of-water.webm, made, made, made",
        "t-rex-roar.mp3, it has no video, made, it has no image or video",
        "bottle-detection.mp4, made, it has no audio, made",
        "book.mkv, made, it has no audio, made",
        "sample_with_srt.mkv, made, made, made",
        "sample_rotate_and_reflect.mp4, made, made, made",
        "bear_with_picture.flac, 'it has no video, only an image attached to its audio', made, made",
        "bear-vp9-odd-dimensions.webm, made, it has no audio, made",
        "hlg10-color-test.mp4, made, made, made"
    })
    void everyProfileIsMadeOrNotApplicable(String name, String video, String audio, String poster) {
        Path source = RealMedia.fileOrSkip(name);
        MediaInfo media = service.probe(source);
        List<RenditionResult> results = service.render(source, PROFILES);
        for (int i = 0; i < PROFILES.size(); i++) {
            Profile profile = PROFILES.get(i);
            RenditionResult result = results.get(i);
            assertThat(result.location().isPresent() ? "made" : result.reason())
                    .as(profile.name())
                    .isEqualTo(expected(profile, name, video, audio, poster));
            playback.ifPresent(p -> p.plays(result, media, profile));
        }
    }

    private static String expected(Profile profile, String name, String video, String audio, String poster) {
        return switch (profile.kind()) {
            case AUDIO, WAVEFORM -> audio;
            case IMAGE -> poster;
            case CAPTIONS -> name.equals("sample_with_srt.mkv") ? "made" : "it has no subtitles";
            case VIDEO, STREAMING, STORYBOARD, PREVIEW -> video;
        };
    }
}
