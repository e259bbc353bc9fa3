package dev.renditions.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.renditions.ffmpeg.process.TestMedia;
import dev.renditions.media.Size;
import dev.renditions.testing.Checkout;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@link Browser} distinguishes media that play from media that do not. */
@Timeout(120)
final class BrowserIT {
    private static final Path SAMPLES = Checkout.path("samples");

    @TempDir
    private static Path own;

    @TempDir
    private static Path folder;

    private static Browser browser;
    private static FileServer files;

    @BeforeAll
    static void start() {
        browser = Browser.startOrSkip(own);
        files = FileServer.of(folder);
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
            files.close();
        }
    }

    @Test
    void videoPlaysToItsEnd() throws IOException {
        MediaPlayback played = browser.playsVideo(sample("video-720p.mp4"));

        assertThat(played.currentTimeMoves()).isTrue();
        assertThat(played.size()).contains(new Size(1280, 720));
        assertThat(played.duration()).isCloseTo(Duration.ofSeconds(5), Duration.ofMillis(100));
        assertThat(played.end()).isCloseTo(played.duration(), Duration.ofMillis(100));
        assertThat(played.frames()).isPositive();
    }

    @Test
    void audioPlaysToItsEnd() throws IOException {
        MediaPlayback played = browser.playsAudio(sample("cover-art.mp3"));

        assertThat(played.currentTimeMoves()).isTrue();
        assertThat(played.size()).isEmpty();
        assertThat(played.end().toMillis()).isCloseTo(played.duration().toMillis(), within(100L));
    }

    @Test
    void imageHasItsNaturalSize() throws IOException {
        assertThat(browser.showsImage(sample("still.png"))).isEqualTo(new Size(640, 480));
    }

    @Test
    void hlsPlaysToItsEnd() {
        Path playlist = TestMedia.make(
                folder.resolve("index.m3u8"),
                "-f lavfi -i testsrc2=s=160x90:r=25:d=4 -f lavfi -i sine=d=4 -c:v libx264 -g 25 -pix_fmt yuv420p -c:a aac"
                        + " -f hls -hls_time 1 -hls_segment_type fmp4 -hls_playlist_type vod");

        MediaPlayback played = browser.playsHls(files.uri(playlist));

        assertThat(played.currentTimeMoves()).isTrue();
        assertThat(played.size()).contains(new Size(160, 90));
        assertThat(played.duration()).isCloseTo(Duration.ofSeconds(4), Duration.ofMillis(200));
        assertThat(played.reportedErrors()).isEmpty();
    }

    @Test
    void damagedMediaIsReportedWithTheReason() throws IOException {
        byte[] whole = Files.readAllBytes(SAMPLES.resolve("video-720p.mp4"));
        Path noise = Files.write(folder.resolve("noise.mp4"), new byte[1000]);
        Path half = Files.write(folder.resolve("half.mp4"), Arrays.copyOf(whole, whole.length * 6 / 10));

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> browser.playsVideo(files.uri(noise)))
                .withMessageContaining("noise.mp4 in chrome")
                .withMessageContaining("MediaError 4: ");
        assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> browser.playsVideo(files.uri(half)));
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> browser.playsAudio(files.uri(noise)))
                .withMessageContaining("MediaError 4: ");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> browser.showsImage(files.uri(noise)))
                .withMessageContaining("can't be loaded or decoded");
    }

    @Test
    void playlistOfMissingFilesIsReportedWithTheReason() throws IOException {
        Path playlist = Files.writeString(
                folder.resolve("gone.m3u8"), "#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\ngone.ts\n#EXT-X-ENDLIST\n");

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> browser.playsHls(files.uri(playlist)))
                .withMessageContaining("HTTP 404");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> browser.playsHls(files.uri(folder.resolve("nowhere.m3u8"))))
                .withMessageContaining("hls.js: networkError/manifestLoadError, HTTP 404");
    }

    private static URI sample(String name) throws IOException {
        Path copy = folder.resolve(name);
        if (!Files.exists(copy)) {
            Files.copy(SAMPLES.resolve(name), copy);
        }
        return files.uri(copy);
    }
}
