package dev.renditions.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.renditions.ffmpeg.FfmpegTranscoder;
import dev.renditions.ffmpeg.engine.FfmpegSettings;
import dev.renditions.index.ContentHash;
import dev.renditions.index.RecordedFailure;
import dev.renditions.index.RenditionKey;
import dev.renditions.profile.ProfileCatalog;
import dev.renditions.testing.Checkout;
import dev.renditions.testing.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.WebDriver;

/** The button of the page that retries a failed rendition. */
@Timeout(180)
final class RetryIT {
    private static final Path STILL = Checkout.path("samples", "still.png");
    private static final Path CACHE = Checkout.target("test-cache");
    private static final Duration MADE = Duration.ofSeconds(60);
    private static final String ROW = "article:first-of-type > .rows > li[data-profile=poster]";

    @TempDir
    private Path folder;

    @Test
    void buttonRetriesAFailedRendition() throws Exception {
        try (Browser browser = Browser.startOrSkip(Files.createDirectory(folder.resolve("browser")));
                TestServer server = TestServer.ofAnySize(
                        Files.createDirectory(folder.resolve("server")),
                        FfmpegTranscoder.open(new FfmpegSettings(Optional.empty(), CACHE, false, 2)))) {
            RenditionKey key = new RenditionKey(
                    ContentHash.of(Files.readAllBytes(STILL)),
                    ProfileCatalog.builtIn().find("poster").orElseThrow().id());
            server.index()
                    .failures()
                    .record(key, new RecordedFailure("damaged", "an older ffmpeg could not"), Duration.ofHours(1));
            WebDriver driver = browser.driver();
            driver.get(server.uri().toString());
            await().until(() -> count(driver, "#profiles input") > 10);
            ((JavascriptExecutor) driver)
                    .executeScript("for (const box of document.querySelectorAll('#profiles input'))"
                            + " box.checked = box.value === 'poster'");
            driver.findElement(By.id("files"))
                    .sendKeys(STILL.toAbsolutePath().normalize().toString());
            await().atMost(MADE).until(() -> count(driver, ROW + "[data-outcome=failed]") == 1);
            assertThat(driver.findElement(By.cssSelector(ROW)).getText()).contains("an older ffmpeg could not");

            driver.findElement(By.cssSelector(ROW + " button.retry")).click();

            await().atMost(MADE).until(() -> count(driver, ROW + "[data-outcome=encoded]") == 1);
            assertThat(count(driver, ROW + " button.retry")).isZero();
            assertThat(server.index().failures().find(key)).isEmpty();
            assertThat(server.index().locations().find(key)).isPresent();
            driver.get("about:blank");
        }
    }

    private static int count(WebDriver driver, String selector) {
        return driver.findElements(By.cssSelector(selector)).size();
    }
}
