package dev.renditions.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.RenditionResult;
import dev.renditions.ffmpeg.process.TestMedia;
import dev.renditions.profile.ProfileCatalog;
import dev.renditions.testing.RealService;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The subtitles of a ladder in hls.js: each track is listed once, with a unique name and its cues. */
@Timeout(180)
final class SubtitleMenuIT {
    @TempDir
    private static Path own;

    @TempDir
    private static Path folder;

    private static RealService service;
    private static Browser browser;
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
            files.close();
            service.close();
            browser.close();
        }
    }

    @Test
    void everyTrackIsListedOnceUnderItsName() throws IOException {
        List<ListedSubtitles> listed = listed(" -map 1 -map 1 -map 1 -map 1 -map 1 -map 1"
                + " -metadata:s:s:0 language=eng -metadata:s:s:1 language=fre -metadata:s:s:2 language=eng"
                + " -metadata:s:s:3 language=eng -metadata:s:s:4 language=eng"
                + " -disposition:s:1 default -disposition:s:2 forced -disposition:s:4 hearing_impaired");

        assertThat(listed)
                .extracting(ListedSubtitles::label)
                .containsExactlyInAnyOrder(
                        "French", "English", "English 2", "English (SDH)", "Subtitles", "English (forced)");
        assertThat(listed)
                .filteredOn(ListedSubtitles::shown)
                .extracting(ListedSubtitles::label)
                .containsExactly("French");
        assertThat(listed)
                .filteredOn(text -> text.kind().equals("captions"))
                .extracting(ListedSubtitles::label)
                .containsExactly("English (SDH)");
        assertThat(listed).filteredOn(text -> text.language().equals("en")).hasSize(4);
        assertThat(listed)
                .allSatisfy(text -> assertThat(text.cues())
                        .containsExactly("1-2.5 auto auto center below", "3-4 0 auto center above"));
    }

    @Test
    void noTrackIsShownUnlessTheSourceMarksOne() throws IOException {
        List<ListedSubtitles> listed = listed(" -map 1 -metadata:s:s:0 language=ger -disposition:s:0 0");

        assertThat(listed).extracting(ListedSubtitles::label).containsExactly("German");
        assertThat(listed).noneMatch(ListedSubtitles::shown);
    }

    private static List<ListedSubtitles> listed(String tracks) throws IOException {
        Path srt = Files.writeString(Files.createTempFile(folder, "text", ".srt"), """
                1
                00:00:01,000 --> 00:00:02,500
                below

                2
                00:00:03,000 --> 00:00:04,000
                {\\an8}above

                """);
        Path source = TestMedia.make(
                Files.createTempFile(folder, "source", ".mkv"),
                "-f lavfi -i testsrc2=s=320x180:d=5 -i " + srt + " -map 0" + tracks
                        + " -c:v libx264 -pix_fmt yuv420p -c:s subrip -f matroska");
        RenditionResult made = service.render(
                        source, List.of(ProfileCatalog.builtIn().find("hls").orElseThrow()))
                .get(0);
        assertThat(made.location()).as(made.toString()).isPresent();
        URI playlist = files.uri(Path.of(made.location().get().uri()));
        return browser.listsSubtitles(playlist);
    }
}
