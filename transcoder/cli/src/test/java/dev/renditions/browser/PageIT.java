package dev.renditions.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.renditions.ffmpeg.process.TestMedia;
import dev.renditions.testing.Conformance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.TakesScreenshot;

/**
 * The page of the local server in a real browser: files are dropped or selected, encoded by the real ffmpeg, and
 * played.
 */
@Timeout(300)
final class PageIT extends PageScene {
    @Test
    void droppedFilePlaysAndTheSameBytesUnderAnotherNameAreAHit() throws IOException {
        choose("mp4-360p", "hls", "poster", "storyboard", "waveform", "audio-mp3");
        drop("video-720p.mp4", "holiday.mp4");
        awaitAllEnded(1, 6);
        assertThat(outcomes(1)).containsOnly("encoded");
        Conformance.assertAllConformant(folder, Duration.ofSeconds(6));
        assertThat(plays("mp4-360p", "video")).isTrue();
        assertThat(plays("hls", "video")).isTrue();
        assertThat(plays("audio-mp3", "audio")).isTrue();
        assertThat(count(".stage .wavebox img.wave")).isEqualTo(1);
        show("mp4-360p");
        await().until(() -> count(".stage .board") == 1);
        assertThat(find(".stage video").getAttribute("poster")).contains("/v1/files/");
        double encodes = encodes();
        drop("video-720p.mp4", "copy of holiday.mp4");
        awaitAllEnded(1, 6);
        assertThat(outcomes(1)).containsOnly("hit");
        assertThat(encodes()).isEqualTo(encodes);
        assertThat(find("#chart").getText()).contains("50 %");
        screenshots();
    }

    @Test
    void tracksShowWhatWasEncodedAndWhatWasReused() throws IOException {
        choose("mp4-360p");
        drop("video-720p.mp4", "holiday.mp4");
        awaitAllEnded(1, 1);
        // Its audio meets the profile, and is copied from the source.
        assertThat(uses("article:first-of-type li[data-profile=mp4-360p]")).containsExactly("encoded");
        assertThat(track("article:first-of-type li[data-profile=mp4-360p]"))
                .contains("video: 640x360 h264", "encoded in", "in video.mp4");
        choose("mp4-360p", "hls");
        drop("video-720p.mp4", "the same.mp4");
        awaitAllEnded(1, 2);
        String ladder = "article:first-of-type li[data-profile=hls]";
        assertThat(uses(ladder)).containsExactlyInAnyOrder("encoded", "encoded", "reused", "encoded");
        assertThat(find(ladder + " .tracks summary").getText()).isEqualTo("4 tracks: 3 encoded, 1 reused");
        assertThat(track(ladder + " [data-use=reused]"))
                .startsWith("video-360p")
                .contains("reused, saved");
        assertThat(uses("article:first-of-type li[data-profile=mp4-360p]")).containsExactly("found");
        assertThat(find("#chart dd.encoded").getText()).isEqualTo("4");
        assertThat(find("#chart dd.reused").getText()).isEqualTo("1");
        await().until(() -> count("#stored li[data-profile=hls] .tracks li") == 4);
        assertThat(uses("#stored li[data-profile=hls]")).containsOnly("stored");
    }

    private static List<String> uses(String rendition) {
        return driver().findElements(By.cssSelector(rendition + " .tracks li")).stream()
                .map(track -> track.getAttribute("data-use"))
                .toList();
    }

    /** Opens the tracks of a rendition, and returns the text of the first one that matches. */
    private static String track(String selector) {
        script(
                "document.querySelector(arguments[0]).closest('li[data-profile]').querySelector('details').open = true",
                selector);
        return find(selector + (selector.contains("[data-use") ? "" : " .tracks li"))
                .getText();
    }

    @Test
    void subtitlesAreInTheMenuOnce() throws IOException {
        choose("mp4-360p", "hls", "captions");
        drop("subtitles.mkv", "interview.mkv");
        awaitAllEnded(1, 3);
        Conformance.assertAllConformant(folder, Duration.ofSeconds(6));
        show("mp4-360p");
        await().untilAsserted(() -> assertThat(subtitles()).isEqualTo(List.of("Captions")));
        show("hls");
        await().untilAsserted(() -> assertThat(subtitles()).isEqualTo(List.of("English")));
        await().until(() ->
                (Boolean) script("return document.querySelector('article:first-of-type video').readyState > 2"));
        assertThat(subtitles()).isEqualTo(List.of("English"));
    }

    @Test
    void captionsKeepTheirPosition() throws IOException {
        Path texts = Files.writeString(folder.resolve("text.vtt"), """
                WEBVTT

                00:00:00.500 --> 00:00:01.000 line:0
                top

                00:00:01.000 --> 00:00:02.000 vertical:rl line:12.5%,end position:20%,line-left size:30% align:left
                placed

                00:00:02.000 --> 00:00:03.000
                as ever
                """);
        Path source = TestMedia.make(
                folder.resolve("placed.mkv"),
                "-f lavfi -i testsrc2=s=320x180:d=3 -i " + texts
                        + " -c:v libx264 -pix_fmt yuv420p -c:s copy -f matroska");
        choose("mp4-360p", "captions");
        drop(source, "placed.mkv");
        awaitAllEnded(1, 2);
        show("mp4-360p");
        await().untilAsserted(() -> assertThat(script(
                        "const track = document.querySelector('article:first-of-type .stage video').textTracks[0];"
                                + "return [...(track?.cues ?? [])].map((cue) => [cue.snapToLines, cue.line, cue.position,"
                                + " cue.align, cue.size, cue.vertical, cue.text].join(' '))"))
                .isEqualTo(List.of(
                        "true 0 auto center 100  top",
                        "false 12.5 20 left 30 rl placed",
                        "true auto auto center 100  as ever")));
    }

    @Test
    void pageWorksWithTheKeyboardOnly() {
        choose("poster", "storyboard", "mp4-360p");
        find("#files")
                .sendKeys(SAMPLES.resolve("video-720p.mp4")
                        .toAbsolutePath()
                        .normalize()
                        .toString());
        awaitAllEnded(1, 3);
        tabTo("button[aria-label='Show storyboard of video-720p.mp4']");
        press(Keys.ENTER);
        await().until(() -> count(".stage .board") == 1);
        tabTo(".board");
        String before = active().getAttribute("aria-valuetext") + active().getAttribute("aria-valuenow");
        press(Keys.ARROW_RIGHT);
        assertThat(active().getAttribute("aria-valuetext") + active().getAttribute("aria-valuenow"))
                .isNotEqualTo(before);
        tabTo("#search");
        press("poster");
        await().until(() -> count("#stored li") == 1);
        tabTo("#stored button");
        press(Keys.ENTER);
        await().until(() -> (Boolean)
                script("const i = document.querySelector('#stored-stage img'); return !!i && i.naturalWidth > 0"));
    }

    @Test
    void fileNameIsNeverMarkup() throws IOException {
        choose("poster");
        String name = "<img src=x onerror=document.title='taken'>\u202e.jpg";
        drop("still.jpg", name);
        awaitAllEnded(1, 1);
        assertThat(find("article h3").getText()).contains("<img src=x");
        assertThat(driver().getTitle()).isEqualTo("Renditions");
        assertThat(count("article h3 img, #stored li img")).isZero();
    }

    @Test
    void tagsAndCaptionsAreNeverMarkup() throws IOException {
        String evil = "<img/src=x/onerror=document.title='taken'>";
        Path texts = Files.writeString(
                folder.resolve("text.vtt"),
                "WEBVTT\n\n00:00:00.000 --> 00:00:02.000\n" + evil + "<script>document.title='taken'</script>\n");
        Path source = TestMedia.make(
                folder.resolve("tags.mkv"),
                "-f lavfi -i testsrc2=s=320x180:d=2 -i " + texts + " -c:v libx264 -pix_fmt yuv420p -c:s copy"
                        + " -metadata title=" + evil + " -metadata:s:v:0 title=" + evil + " -metadata:s:s:0 title="
                        + evil
                        + " -metadata:s:s:0 language=eng -metadata artist=" + evil + " -f matroska");
        choose("mp4-360p", "hls", "captions");
        drop(source, "tags.mkv");
        awaitAllEnded(1, 3);
        for (String profile : List.of("mp4-360p", "hls")) {
            assertThat(plays(profile, "video")).isTrue();
            await().untilAsserted(() -> assertThat((List<?>) subtitles()).hasSize(1));
            script("document.querySelector('article:first-of-type video').textTracks[0].mode = 'showing'");
        }
        assertThat(driver().getTitle()).isEqualTo("Renditions");
        assertThat(count("img[src=x]")).isZero();
    }

    @Test
    void notApplicableRenditionIsShownWithItsReason() throws IOException {
        choose("waveform");
        drop("still.jpg", "still.jpg");
        awaitAllEnded(1, 1);
        assertThat(outcomes(1)).containsExactly("not-applicable");
        // A rendition that is not applicable is not a miss.
        assertThat(find("#chart dd.asked").getText()).isEqualTo("0");
        assertThat(find("article .rows .facts").getText()).isNotBlank();
    }

    /** Writes screenshots for the documents if {@code -Dpage.pictures=DIR} is set. */
    private static void screenshots() throws IOException {
        String wanted = System.getProperty("page.pictures", "");
        if (wanted.isEmpty()) {
            return;
        }
        Path place = Files.createDirectories(Path.of(wanted));
        choose("mp4-720p", "hls", "audio-mp3", "poster", "storyboard", "waveform", "captions");
        drop("subtitles.mkv", "interview.mkv");
        awaitAllEnded(1, 7);
        for (String scheme : List.of("light", "dark")) {
            browser.sendCommand(
                    "Emulation.setEmulatedMedia",
                    "{\"features\":[{\"name\":\"prefers-color-scheme\",\"value\":\"" + scheme + "\"}]}");
            for (int width : new int[] {1200, 390}) {
                browser.sendCommand(
                        "Emulation.setDeviceMetricsOverride",
                        "{\"width\":" + width + ",\"height\":" + (width > 400 ? 900 : 844)
                                + ",\"deviceScaleFactor\":1,\"mobile\":false}");
                script("document.querySelectorAll('article:first-of-type details').forEach((d) => { d.open = true; })");
                script("document.activeElement.blur(); scrollTo(0, arguments[0])", width > 400 ? 0 : 1080);
                byte[] png = ((TakesScreenshot) driver()).getScreenshotAs(OutputType.BYTES);
                assertThat((Boolean) script("return document.documentElement.scrollWidth <= innerWidth"))
                        .as("no horizontal scrolling at " + width)
                        .isTrue();
                Files.write(place.resolve("page-" + (width > 400 ? "wide" : "narrow") + "-" + scheme + ".png"), png);
            }
        }
        browser.sendCommand("Emulation.clearDeviceMetricsOverride", "{}");
        browser.sendCommand("Emulation.setEmulatedMedia", "{\"features\":[]}");
    }
}
