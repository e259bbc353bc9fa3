package dev.renditions.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.renditions.api.RenditionResult;
import dev.renditions.directory.DirectoryStore;
import dev.renditions.kind.Profile;
import dev.renditions.page.Gallery;
import dev.renditions.profile.ProfileCatalog;
import dev.renditions.testing.Checkout;
import dev.renditions.testing.RealService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;

/** A gallery in a browser, from the disk without a server and from a static server. */
@Timeout(300)
final class GalleryIT {
    private static final Path SAMPLES = Checkout.path("samples");
    private static final ProfileCatalog CATALOG = ProfileCatalog.builtIn();

    @TempDir
    private static Path own;

    @TempDir
    private static Path folder;

    private static Browser browser;

    @BeforeAll
    static void write() throws IOException {
        browser = Browser.startOrSkip(own);
        List<Profile> profiles = Stream.of("mp4-360p", "hls", "poster", "storyboard", "captions", "waveform")
                .map(name -> CATALOG.find(name).orElseThrow())
                .toList();
        Path hostile = Files.copy(SAMPLES.resolve("subtitles.mkv"), folder.resolve("<img src=x onerror=alert(1)>.mkv"));
        try (RealService service = RealService.in(folder.resolve("service"), Duration.ofMinutes(2), 2);
                DirectoryStore store = new DirectoryStore(service.storeFolder())) {
            List<RenditionResult> results = new ArrayList<>();
            for (Path source : List.of(SAMPLES.resolve("subtitles.mkv"), hostile, SAMPLES.resolve("chord.flac"))) {
                results.addAll(service.render(source, profiles));
            }
            Gallery gallery = new Gallery(
                    gallery(),
                    store,
                    (key, file, lifetime) -> {
                        throw new AssertionError("a local file must not need a link");
                    },
                    CATALOG);
            gallery.write(results);
            // Write it again, as the next run does.
            gallery.write(results);
        }
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void galleryPlaysFromTheDisk() {
        open(gallery().resolve("index.html").toUri().toString());
        assertThat(count("article")).isEqualTo(3);
        assertThat(text("article:nth-of-type(2) h3")).endsWith("<img src=x onerror=alert(1)>.mkv");
        assertThat(count("article:nth-of-type(2) li[data-outcome=hit]")).isEqualTo(6);
        assertThat(count("article:first-of-type li[data-profile=mp4-360p] [data-use=encoded]"))
                .isEqualTo(2);
        assertThat(count("article:first-of-type li[data-profile=hls] [data-use=reused]"))
                .isEqualTo(2);
        assertThat(count("article:nth-of-type(2) li[data-profile=hls] [data-use=found]"))
                .isEqualTo(count("article:first-of-type li[data-profile=hls] [data-use]"));
        plays();
        await().until(() -> count("article:first-of-type .board") == 1);
        assertThat(number("return document.querySelector('article video').textTracks[0].cues.length"))
                .isPositive();
        assertNoWarnings();
    }

    @Test
    void galleryPlaysHlsFromAStaticServer() {
        try (FileServer server = FileServer.of(gallery())) {
            open(server.uri(gallery().resolve("index.html")).toString());
            click("article:first-of-type li[data-profile=hls] button");
            plays();
        }
    }

    /** The policy of the page stops injected markup, such as an unescaped name: it can't run or load anything. */
    @Test
    void injectedMarkupCantRunOrLoadAnything() {
        try (FileServer server = FileServer.of(gallery());
                FileServer elsewhere = FileServer.of(SAMPLES.toAbsolutePath().normalize())) {
            String away = elsewhere.uri(SAMPLES.resolve("still.jpg")).toString();
            for (String page : List.of(
                    server.uri(gallery().resolve("index.html")).toString(),
                    gallery().resolve("index.html").toUri().toString())) {
                open(page);
                Object refused = ((JavascriptExecutor) browser.driver()).executeAsyncScript("""
                        const [away, done] = arguments;
                        const refused = [];
                        document.addEventListener('securitypolicyviolation', (event) => {
                          refused.push(event.effectiveDirective);
                          if (refused.length === 6) done(refused.sort().join(' '));
                        });
                        const add = (tag, values) => {
                          const element = document.createElement(tag);
                          Object.assign(element, values);
                          document.body.append(element);
                        };
                        add('script', { textContent: 'document.title = "taken"' });
                        add('script', { src: away });
                        add('div', { innerHTML: '<b onclick="document.title = 1"></b>' });
                        add('img', { src: away });
                        add('iframe', { src: away });
                        fetch(away).catch(() => {});
                        """, away);
                assertThat(refused)
                        .isEqualTo("connect-src frame-src img-src script-src-attr script-src-elem script-src-elem");
                assertThat(browser.driver().getTitle()).isEqualTo("Renditions");
            }
        }
    }

    @Test
    void searchHidesOtherSources() {
        open(gallery().resolve("index.html").toUri().toString());
        browser.driver().findElement(By.id("search")).sendKeys("chord");
        await().until(() -> text("#found").startsWith("1 of 3"));
        assertThat(browser.driver()
                        .findElement(By.cssSelector("article:first-of-type"))
                        .isDisplayed())
                .isFalse();
    }

    private static Path gallery() {
        return folder.resolve("gallery");
    }

    private static void open(String url) {
        browser.driver().manage().logs().get("browser");
        browser.driver().get(url);
        await().until(() -> count("article:first-of-type .stage video") == 1);
    }

    private static void plays() {
        script("const v = document.querySelector('article .stage video'); v.muted = true;"
                + "v.addEventListener('canplay', () => v.play(), { once: true }); if (v.readyState > 2) v.play()");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> number("return document.querySelector('article .stage video').currentTime") > 0.2);
    }

    private static void assertNoWarnings() {
        assertThat(browser.driver().manage().logs().get("browser").getAll())
                .filteredOn(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .isEmpty();
    }

    private static void click(String selector) {
        browser.driver().findElement(By.cssSelector(selector)).click();
    }

    private static String text(String selector) {
        return browser.driver().findElement(By.cssSelector(selector)).getText();
    }

    private static int count(String selector) {
        return browser.driver().findElements(By.cssSelector(selector)).size();
    }

    private static double number(String script) {
        return ((Number) script(script)).doubleValue();
    }

    private static Object script(String script) {
        return ((JavascriptExecutor) browser.driver()).executeScript(script);
    }
}
