package dev.renditions.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.renditions.http.access.SigningKeys;
import dev.renditions.support.UrlPath;
import dev.renditions.testing.FakeTranscoder;
import dev.renditions.testing.TestServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** The page's button for signing out. */
@Timeout(120)
final class SignOutIT {
    private static final SigningKeys KEYS = SigningKeys.parse("a:" + "A".repeat(43));

    @TempDir
    private Path own;

    @TempDir
    private Path folder;

    private Browser browser;
    private TestServer server;

    @BeforeEach
    void start() {
        browser = Browser.startOrSkip(own);
        server = TestServer.withKeys(folder, new FakeTranscoder(), KEYS);
    }

    @AfterEach
    void stop() {
        if (browser != null) {
            browser.close();
            server.close();
        }
    }

    private WebElement button() {
        return browser.driver().findElement(By.id("sign-out"));
    }

    @Test
    void buttonEndsTheSessionInTheBrowserAndOnTheServer() {
        String signature = KEYS.sign(UrlPath.parse("/"), Instant.now().plus(Duration.ofMinutes(5)))
                .query();
        String cookie = "renditions-page=" + signature;
        browser.driver().get(server.uri() + "?" + signature);
        await().until(() -> button().isDisplayed());
        assertThat(server.get("v1/stored", "Cookie", cookie).statusCode()).isEqualTo(200);
        button().click();
        await().until(() -> browser.driver()
                .findElement(By.id("profiles"))
                .getText()
                .contains("This server requires a signed link"));
        assertThat(button().isDisplayed()).isFalse();
        assertThat(browser.driver().manage().getCookies()).isEmpty();
        assertThat(server.get("v1/stored", "Cookie", cookie).statusCode()).isEqualTo(401);
    }
}
