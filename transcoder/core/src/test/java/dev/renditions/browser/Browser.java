package dev.renditions.browser;

import dev.renditions.media.Size;
import dev.renditions.testing.Checkout;
import dev.renditions.testing.Skip;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.remote.HttpCommandExecutor;
import org.openqa.selenium.remote.RemoteWebDriver;
import org.openqa.selenium.remote.http.ClientConfig;

/**
 * A headless Chromium, found by {@link BrowserPrograms}. It plays media as a web page does, muted, and returns what its media
 * element showed. Every wait has a timeout. A failure to play is an {@link AssertionError} with the reason of the element.
 * For one thread.
 *
 * <p>The page has its own origin. HLS is fetched by a script, so it must be served with {@code Access-Control-Allow-Origin},
 * as {@link FileServer} does.
 */
public final class Browser implements AutoCloseable {
    /** The timeout for one file: to load it and play its beginning and its end. */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final ChromeDriverService service;
    private final RemoteWebDriver driver;
    private final FileServer pages;
    private final Path folder;

    private Browser(ChromeDriverService service, RemoteWebDriver driver, FileServer pages, Path folder) {
        this.service = service;
        this.driver = driver;
        this.pages = pages;
        this.folder = folder;
    }

    /**
     * Starts a browser. If none is installed, skips the test, or the class if called from {@code @BeforeAll}.
     *
     * @param folder an empty folder for the page and the profile of the browser
     */
    public static Browser startOrSkip(Path folder) {
        BrowserPrograms programs = BrowserPrograms.find().orElse(null);
        if (programs == null) {
            Skip.test(BrowserPrograms.NONE);
            throw new IllegalStateException("a skipped test goes on");
        }
        copy("player.html", folder.resolve("player.html"));
        copy("player.js", folder.resolve("player.js"));
        copy("stream.html", folder.resolve("stream.html"));
        copy("stream.js", folder.resolve("stream.js"));
        copy(hlsJs(), folder.resolve("hls.js"));
        ChromeDriverService service = service(programs.driver());
        try {
            RemoteWebDriver driver = open(service, programs.browser(), folder.resolve("profile"));
            return new Browser(service, driver, FileServer.of(folder), folder);
        } catch (RuntimeException e) {
            service.stop();
            throw e;
        }
    }

    private static ChromeDriverService service(Path program) {
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(program.toFile())
                .usingAnyFreePort()
                .withSilent(true)
                .build();
        try {
            service.start();
        } catch (IOException e) {
            throw new UncheckedIOException(program + " does not start", e);
        }
        return service;
    }

    /** Avoids Selenium's class for Chrome, which looks for a DevTools protocol of the same version and logs warnings. */
    private static RemoteWebDriver open(ChromeDriverService service, Path browser, Path profile) {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(browser.toFile());
        options.addArguments(
                "--headless=new",
                // As root, as in a container, Chromium refuses to start with a sandbox.
                "--no-sandbox",
                // In a container /dev/shm may be too small.
                "--disable-dev-shm-usage",
                "--disable-gpu",
                "--mute-audio",
                "--autoplay-policy=no-user-gesture-required",
                // No requests to the network.
                "--disable-background-networking",
                "--disable-component-update",
                "--user-data-dir=" + profile.toAbsolutePath());
        // Tests can read the console messages of a page.
        options.setCapability("goog:loggingPrefs", Map.of("browser", "ALL"));
        ClientConfig client = ClientConfig.defaultConfig()
                .baseUrl(service.getUrl())
                .connectionTimeout(LIMIT)
                .readTimeout(LIMIT.multipliedBy(2));
        RemoteWebDriver driver = new RemoteWebDriver(new HttpCommandExecutor(client), options);
        driver.manage()
                .timeouts()
                .scriptTimeout(LIMIT.plusSeconds(10))
                .pageLoadTimeout(LIMIT)
                .implicitlyWait(Duration.ZERO);
        return driver;
    }

    /** Plays the beginning and the end of a video. */
    public MediaPlayback playsVideo(URI video) {
        return play("video", video, false);
    }

    /** Plays the beginning and the end of an audio file. */
    public MediaPlayback playsAudio(URI audio) {
        return play("audio", audio, false);
    }

    /**
     * Plays the beginning and the end of an HLS playlist with hls.js.
     *
     * @param playlist a master playlist or the playlist of a rung, not of a live stream
     */
    public MediaPlayback playsHls(URI playlist) {
        return play("video", playlist, true);
    }

    /**
     * Lists the subtitles that hls.js adds to a player's menu for an HLS playlist. Selects one after the other.
     *
     * @param playlist a master playlist with subtitles
     */
    public List<ListedSubtitles> listsSubtitles(URI playlist) {
        Map<?, ?> seen = ask(playlist, "texts(arguments[0], arguments[1])", playlist.toString(), LIMIT.toMillis());
        List<ListedSubtitles> texts = ((List<?>) seen.get("tracks"))
                .stream().map(track -> ListedSubtitles.of((Map<?, ?>) track)).toList();
        if (((Number) seen.get("listed")).intValue() != texts.size()) {
            throw new AssertionError("tracks were added during their selection: " + seen);
        }
        return texts;
    }

    /**
     * Plays a stream whose frames show their numbers as bars, from the beginning to the end.
     *
     * @param uri the URI of the package's folder
     */
    StreamPlayback streams(StreamPlayer player, URI uri, StreamPlan plan) {
        String script = player.copyOrSkip(folder);
        Map<?, ?> seen = ask(
                "stream.html",
                uri + player.begin() + " in " + player,
                "stream(arguments[0], arguments[1], arguments[2], arguments[3], arguments[4])",
                script,
                player.kind(),
                uri + player.begin(),
                plan.values(),
                LIMIT.toMillis());
        return StreamPlayback.of(seen);
    }

    /**
     * Plays a package and chooses audio tracks, each until its tone is heard, and the last to its end.
     *
     * @param uri the URI of the package's folder
     * @param chosen the name and the frequency in hertz of each track to choose, in order; the first plays by default
     */
    PlayedSounds sounds(StreamPlayer player, URI uri, List<List<Object>> chosen) {
        String script = player.copyOrSkip(folder);
        Map<?, ?> seen = ask(
                "stream.html",
                uri + player.begin() + " in " + player,
                "sounds(arguments[0], arguments[1], arguments[2], arguments[3], arguments[4])",
                script,
                player.kind(),
                uri + player.begin(),
                chosen,
                LIMIT.toMillis());
        return PlayedSounds.of(seen);
    }

    /** Loads and decodes an image. Returns {@code naturalWidth} and {@code naturalHeight}. */
    public Size showsImage(URI image) {
        Map<?, ?> seen = ask(image, "show(arguments[0], arguments[1])", image.toString(), LIMIT.toMillis());
        return new Size(((Number) seen.get("width")).intValue(), ((Number) seen.get("height")).intValue());
    }

    /** The driver, for pages of the caller. The next call that plays or shows something leaves such a page. */
    public WebDriver driver() {
        return driver;
    }

    /**
     * Sends a command of the DevTools protocol to the browser, such as {@code Emulation.setEmulatedMedia}.
     *
     * @param parameters JSON
     */
    public void sendCommand(String command, String parameters) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(service.getUrl() + "/session/" + driver.getSessionId() + "/goog/cdp/execute"))
                .timeout(LIMIT)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"cmd\":\"" + command + "\",\"params\":" + parameters + "}"))
                .build();
        try {
            HttpResponse<String> response =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new AssertionError(command + ": " + response.body());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private MediaPlayback play(String tag, URI media, boolean hls) {
        return MediaPlayback.of(ask(
                media,
                "play(arguments[0], arguments[1], arguments[2], arguments[3])",
                tag,
                media.toString(),
                hls,
                LIMIT.toMillis()));
    }

    /** Calls a function of a newly loaded page. */
    private Map<?, ?> ask(URI what, String call, Object... arguments) {
        return ask("player.html", what.toString(), call, arguments);
    }

    private Map<?, ?> ask(String page, String what, String call, Object... arguments) {
        driver.get(pages.uri(folder.resolve(page)).toString());
        String script = "const done = arguments[arguments.length - 1];" + call
                + ".then(done, (e) => done({ error: 'the page failed: ' + e }));";
        Map<?, ?> seen = (Map<?, ?>) driver.executeAsyncScript(script, arguments);
        String error = String.valueOf(seen.get("error"));
        if (!error.isEmpty()) {
            throw new AssertionError(what + " in " + name() + ": " + error + "; seen: " + seen);
        }
        return seen;
    }

    private String name() {
        return driver.getCapabilities().getBrowserName() + " "
                + driver.getCapabilities().getBrowserVersion();
    }

    /** The hls.js of the product's page, from its sources, because the page is built later than these tests. */
    static Path hlsJs() {
        return Checkout.path(
                "transcoder", "server", "src", "main", "resources", "dev", "renditions", "page", "hls.min.js");
    }

    private static void copy(Path file, Path to) {
        try {
            Files.copy(file, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(String resource, Path to) {
        try (InputStream in = Browser.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " does not exist on the class path");
            }
            Files.copy(in, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            driver.quit();
        } finally {
            service.stop();
            pages.close();
        }
    }
}
