package dev.renditions.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.renditions.ffmpeg.FfmpegTranscoder;
import dev.renditions.ffmpeg.engine.FfmpegSettings;
import dev.renditions.testing.Checkout;
import dev.renditions.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/**
 * Base of tests of the page of a local server: opens the page in a browser, uses it like a user, and checks after each test that
 * it loaded nothing from other hosts and logged no warning.
 */
abstract class PageScene {
    static final Path SAMPLES = Checkout.path("samples");
    private static final Path CACHE = Checkout.target("test-cache");
    private static final Duration ENCODE_TIME = Duration.ofSeconds(120);

    @TempDir
    private static Path own;

    @TempDir
    Path folder;

    static Browser browser;
    private TestServer server;

    @BeforeAll
    static void startBrowser() {
        browser = Browser.startOrSkip(own);
    }

    @AfterAll
    static void stopBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void start() {
        server = TestServer.ofAnySize(
                folder, FfmpegTranscoder.open(new FfmpegSettings(Optional.empty(), CACHE, false, 2)));
        driver().manage().logs().get("browser");
        driver().get(server.uri().toString());
        await().until(() -> count("#profiles input") > 10);
    }

    @AfterEach
    void assertNoForeignRequestsAndNoWarnings() {
        Object elsewhere = script(
                "return performance.getEntriesByType('resource').map((e) => e.name)"
                        + ".filter((name) => !name.startsWith(location.origin) && !name.startsWith('blob:' + location.origin))");
        assertThat((List<?>) elsewhere).isEmpty();
        assertThat(driver().manage().logs().get("browser").getAll())
                .filteredOn(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                // The browser logs 4xx answers, which the page shows.
                .filteredOn(entry -> !entry.getMessage().contains("status of 422"))
                .isEmpty();
        driver().get("about:blank");
        server.close();
        assertThat(server.work()).isEmpty();
    }

    static WebDriver driver() {
        return browser.driver();
    }

    static Object script(String script, Object... arguments) {
        return ((JavascriptExecutor) driver()).executeScript(script, arguments);
    }

    static WebElement find(String selector) {
        return driver().findElement(By.cssSelector(selector));
    }

    static int count(String selector) {
        return driver().findElements(By.cssSelector(selector)).size();
    }

    static WebElement active() {
        return driver().switchTo().activeElement();
    }

    static void choose(String... profiles) {
        script(
                "const wanted = arguments[0];"
                        + "for (const box of document.querySelectorAll('#profiles input')) box.checked = wanted.includes(box.value)",
                List.of(profiles));
    }

    /** Sends the events of a file that a user drags into the page. */
    static void drop(String sample, String name) throws IOException {
        drop(SAMPLES.resolve(sample), name);
    }

    static void drop(Path file, String name) throws IOException {
        String bytes = Base64.getEncoder().encodeToString(Files.readAllBytes(file));
        script(
                "const bytes = Uint8Array.from(atob(arguments[0]), (c) => c.charCodeAt(0));"
                        + "const data = new DataTransfer(); data.items.add(new File([bytes], arguments[1]));"
                        + "for (const kind of ['dragover', 'drop'])"
                        + "  document.body.dispatchEvent(new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }))",
                bytes,
                name);
        await().until(() -> (Boolean) script(
                "return document.querySelector('article:first-of-type h3')?.textContent === arguments[0]", name));
    }

    /** The labels of the subtitle tracks in the visible player. */
    static Object subtitles() {
        return script("return [...document.querySelector('article:first-of-type .stage video').textTracks]"
                + ".filter((track) => track.kind !== 'metadata').map((track) => track.label)");
    }

    static void awaitAllEnded(int article, int renditions) {
        String row = "article:nth-of-type(" + article + ") > .rows > li";
        await().atMost(ENCODE_TIME)
                .until(() -> count(row + "[data-state=ready]") + count(row + "[data-state=ended]") == renditions);
    }

    static List<String> outcomes(int article) {
        return driver().findElements(By.cssSelector("article:nth-of-type(" + article + ") > .rows > li")).stream()
                .map(row -> row.getAttribute("data-outcome"))
                .toList();
    }

    static void show(String profile) {
        find("article:first-of-type li[data-profile='" + profile + "'] button").click();
        await().until(() -> count("article:first-of-type .stage[data-profile='" + profile + "']") == 1);
    }

    /** Whether the player's time advances. */
    static boolean plays(String profile, String tag) {
        show(profile);
        script(
                "const m = document.querySelector('article:first-of-type .stage ' + arguments[0]); m.muted = true;"
                        + "m.addEventListener('canplay', () => m.play(), { once: true }); if (m.readyState > 2) m.play()",
                tag);
        await().atMost(Duration.ofSeconds(30)).until(() -> (Boolean) script(
                "return document.querySelector('article:first-of-type .stage ' + arguments[0]).currentTime > 0.2",
                tag));
        return true;
    }

    static void tabTo(String selector) {
        for (int i = 0; i < 100; i++) {
            if ((Boolean) script("return document.activeElement.matches(arguments[0])", selector)) {
                return;
            }
            press(Keys.TAB);
        }
        throw new AssertionError(selector + " is not reachable with the keyboard");
    }

    /** Sends keys to the focused element. {@code WebElement.sendKeys} to a file input would set its path instead. */
    static void press(CharSequence keys) {
        new Actions(driver()).sendKeys(keys).perform();
    }

    double encodes() {
        return server.get("metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("renditions_outcomes_total") && line.contains("\"encoded\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }
}
