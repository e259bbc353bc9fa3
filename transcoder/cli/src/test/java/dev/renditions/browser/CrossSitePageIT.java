package dev.renditions.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.renditions.ffmpeg.FfmpegTranscoder;
import dev.renditions.ffmpeg.engine.FfmpegSettings;
import dev.renditions.testing.Checkout;
import dev.renditions.testing.TestServer;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;

/** A web page from another server attacks a local server without keys, in a browser on the same machine. */
@Timeout(300)
final class CrossSitePageIT {
    private static final Path SAMPLES = Checkout.path("samples");
    private static final Path CACHE = Checkout.target("test-cache");

    /** Tries all ways for a page to reach another server, and returns which of them succeeded. */
    private static final String ATTACK = """
            const [server, poster, film, source] = arguments;
            const done = arguments[arguments.length - 1];
            const wanted = (profile) => server + 'v1/renditions/' + profile + source;
            const first = (start) => new Promise((resolve) => {
              setTimeout(() => resolve('timeout'), 20000);
              start(resolve);
            });
            const loads = (tag, attribute, url, event) => first((resolve) => {
              const element = document.createElement(tag);
              element.addEventListener(event, () => resolve(true));
              element.addEventListener('error', () => resolve(false));
              if (tag === 'link') element.rel = 'stylesheet';
              element[attribute] = url;
              document.body.append(element);
            });
            const fetches = (url, options) => fetch(url, options).then(() => true, () => false);
            const listens = (url) => first((resolve) => {
              const events = new EventSource(url);
              events.onopen = () => { events.close(); resolve(true); };
              events.onerror = () => { events.close(); resolve(false); };
            });
            const opens = (url) => first((resolve) => {
              const opened = window.open(url);
              const there = () => {
                try { return opened.location.href !== 'about:blank'; } catch { return true; }
              };
              const look = () => { if (there()) { resolve('opened'); opened.close(); } else setTimeout(look, 50); };
              look();
            });
            const ways = {
              image: loads('img', 'src', poster, 'load'),
              video: loads('video', 'src', film, 'loadedmetadata'),
              audio: loads('audio', 'src', film, 'loadedmetadata'),
              script: loads('script', 'src', server + 'page/chart.js', 'load'),
              style: loads('link', 'href', server + 'page/page.css', 'load'),
              list: fetches(server + 'v1/stored'),
              'list unread': fetches(server + 'v1/stored', { mode: 'no-cors' }),
              'poster unread': fetches(poster, { mode: 'no-cors' }),
              'health unread': fetches(server + 'healthz', { mode: 'no-cors' }),
              'nothing unread': fetches(server + 'no/such/path', { mode: 'no-cors' }),
              'encode by fetch': fetches(wanted('waveform'), { mode: 'no-cors' }),
              put: fetches(server + 'v1/uploads/evil', { method: 'PUT', body: 'evil' }),
              post: fetches(server + 'v1/uploads/evil', { method: 'POST', body: 'evil', mode: 'no-cors' }),
              events: listens(server + 'v1/events'),
              window: opens(wanted('audio-mp3')),
            };
            Promise.all(Object.values(ways)).then((got) =>
              done(Object.fromEntries(Object.keys(ways).map((way, i) => [way, got[i]]))));
            """;

    @TempDir
    private static Path own;

    @TempDir
    private static Path pages;

    @TempDir
    private Path folder;

    private TestServer server;
    private String source = "";
    private String poster = "";
    private String film = "";

    private static Browser browser;
    private static FileServer elsewhere;

    @BeforeAll
    static void startBrowser() throws IOException {
        browser = Browser.startOrSkip(own);
        Files.writeString(pages.resolve("evil.html"), "<!doctype html><title>elsewhere</title><body></body>");
        elsewhere = FileServer.of(pages);
    }

    @AfterAll
    static void stopBrowser() {
        if (browser != null) {
            browser.close();
            elsewhere.close();
        }
    }

    @AfterEach
    void leave() {
        browser.driver().get("about:blank");
        server.close();
    }

    @BeforeEach
    void startServerWithRenditions() throws IOException {
        server = TestServer.ofAnySize(
                folder, FfmpegTranscoder.open(new FfmpegSettings(Optional.empty(), CACHE, false, 2)));
        HttpResponse<String> sent = server.send(server.request("v1/uploads/holiday.mp4")
                .PUT(BodyPublishers.ofFile(SAMPLES.resolve("video-720p.mp4")))
                .build());
        source = "/uploads/" + sent.body().replaceAll(".*\"key\":\"([^\"]*)\".*", "$1");
        poster = made("poster");
        film = made("mp4-360p");
    }

    private String made(String profile) {
        return server.get("v1/renditions/" + profile + source + "?wait=60")
                .headers()
                .firstValue("Location")
                .orElseThrow();
    }

    private Map<?, ?> attackFrom(String page) {
        browser.driver().get(page);
        return (Map<?, ?>) ((JavascriptExecutor) browser.driver())
                .executeAsyncScript(
                        ATTACK,
                        server.uri().toString(),
                        server.uri().resolve(poster).toString(),
                        server.uri().resolve(film).toString(),
                        source);
    }

    private boolean encoded(String profile) {
        return server.get("metrics").body().contains("{outcome=\"encoded\",profile=\"" + profile + "\"}");
    }

    /** From another site, and from another port of the same host, which counts as the same site. */
    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1"})
    void foreignPageReadsNothingAndStartsNothing(String host) {
        String page = elsewhere.uri(pages.resolve("evil.html")).toString().replace("127.0.0.1", host);
        Map<?, ?> got = attackFrom(page);
        assertThat(got.remove("window")).isEqualTo("opened");
        assertThat(got)
                .hasSize(14)
                .allSatisfy((way, is) -> assertThat(is).as(way.toString()).isEqualTo(false));
        assertThat(TestServer.filesInUploads(server.uploads())).hasSize(1);
        // A job that the attack had started for this source would have ended with this one, and count in the metrics.
        assertThat(server.get("v1/renditions/storyboard" + source + "?wait=60").statusCode())
                .isEqualTo(200);
        assertThat(encoded("storyboard")).isTrue();
        assertThat(encoded("waveform") || encoded("audio-mp3")).isFalse();
    }

    /** Proves that the test above can fail. */
    @Test
    void serversOwnPageSucceedsInAllWays() {
        Map<?, ?> got = attackFrom(server.uri().toString());
        assertThat(got.remove("window")).isEqualTo("opened");
        assertThat(got)
                .hasSize(14)
                .allSatisfy((way, is) -> assertThat(is).as(way.toString()).isEqualTo(true));
        assertThat(TestServer.filesInUploads(server.uploads())).hasSize(2);
        await().until(() -> encoded("waveform") && encoded("audio-mp3"));
    }

    @Test
    void linkFromAnotherSiteOpensThePage() throws IOException {
        Files.writeString(pages.resolve("link.html"), "<!doctype html><a href='" + server.uri() + "'>there</a>");
        browser.driver().get(elsewhere.uri(pages.resolve("link.html")).toString());
        browser.driver().findElement(By.tagName("a")).click();
        await().until(() ->
                browser.driver().findElements(By.cssSelector("#profiles input")).size() > 10);
    }
}
