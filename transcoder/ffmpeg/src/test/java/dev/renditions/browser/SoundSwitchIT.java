package dev.renditions.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.renditions.packaging.HlsPackage;
import dev.renditions.packaging.SampleTracks;
import dev.renditions.packaging.Track;
import dev.renditions.testing.Conformance;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Players play the default language of a package, and another when the viewer chooses it. Each language is a tone, so
 * the test hears which one plays. Chromium has no decoder for E-AC-3, and none for HEVC on most machines: players must
 * choose the tracks that it can play.
 */
@Timeout(180)
final class SoundSwitchIT {
    @TempDir
    private static Path own;

    @TempDir
    private static Path folder;

    private static Browser browser;
    private static FileServer files;
    private static URI packaged;

    @BeforeAll
    static void start() throws IOException {
        browser = Browser.startOrSkip(own);
        files = FileServer.of(folder);
        List<Track> tracks = SampleTracks.of(folder, "640x360", "25", 50, "16")
                .rung("v1.mp4", "640x360", 800)
                .rung("v2.mp4", "320x180", 300)
                .hevcRung("h1.mp4", "640x360")
                .hevcRung("h2.mp4", "320x180")
                .av1Rung("x1.mp4", "640x360")
                .av1Rung("x2.mp4", "320x180")
                .tone(new Track.Audio("en.mp4", "en", "English"), 500)
                .tone(new Track.Audio("de.mp4", "de", "Deutsch"), 1500)
                .aac51(new Track.Audio("en-51.mp4", "en", "English"))
                .surround(new Track.Audio("en51.mp4", "en", "English"))
                .dolbyStereo(new Track.Audio("de-dolby.mp4", "de", "Deutsch"))
                .make();
        HlsPackage.write(tracks, SampleTracks.SEGMENT, folder);
        Conformance.assertConformant(folder, SampleTracks.SEGMENT);
        packaged = files.uri(folder.resolve("master.m3u8")).resolve(".");
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            files.close();
            browser.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void viewersHearTheLanguageThatTheyChoose(StreamPlayer player) {
        PlayedSounds played = browser.sounds(
                player,
                packaged,
                List.of(
                        List.of("English", 500),
                        List.of("Deutsch", 1500),
                        List.of("English", 500),
                        List.of("Deutsch", 1500)));

        assertThat(played.first()).isEqualTo("English");
        // hls.js lists the audio of one group, the others stereo and 5.1 in AAC apart; none lists what can't be played.
        assertThat(played.listed()).containsOnly("English", "Deutsch").hasSizeLessThanOrEqualTo(3);
        assertThat(played.heard()).hasSize(4);
        assertThat(played.end()).isCloseTo(16, within(0.1));
    }
}
