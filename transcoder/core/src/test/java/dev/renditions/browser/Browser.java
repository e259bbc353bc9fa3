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
 * A real browser without a window: Chromium, as {@link BrowserPrograms} finds it. It plays what it is given the way a web
 * page does, muted, and says what its media element showed. Every wait has an end, and what does not play is an {@link
 * AssertionError} with the element's own reason. For one thread.
 *
 * <p>The page has an origin of its own: HLS, which is fetched by a script, has to be served with {@code
 * Access-Control-Allow-Origin}, as {@link FileServer} does.
 */
public final class Browser implements AutoCloseable {
    /** For one file: to load it, see it move and see it end. */
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
     * Starts one, or skips the test (or the class, from {@code @BeforeAll}) that asks where none can be had.
     *
     * @param folder an empty one, for its own page and its profile
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

    /** Not Selenium's own class for Chrome: that looks for a protocol of its inner workings, by version, and warns. */
    private static RemoteWebDriver open(ChromeDriverService service, Path browser, Path profile) {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(browser.toFile());
        options.addArguments(
                "--headless=new",
                // As root, as in a container, it refuses to start with one.
                "--no-sandbox",
                // In a container /dev/shm may be too small for it.
                "--disable-dev-shm-usage",
                "--disable-gpu",
                "--mute-audio",
                "--autoplay-policy=no-user-gesture-required",
                // Nothing of it asks the network for anything.
                "--disable-background-networking",
                "--disable-component-update",
                "--user-data-dir=" + profile.toAbsolutePath());
        // What a page complains of can be asked for.
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

    /** Plays a video from its beginning, and its end. */
    public Played playsVideo(URI video) {
        return play("video", video, false);
    }

    /** Plays sound alone from its beginning, and its end. */
    public Played playsAudio(URI audio) {
        return play("audio", audio, false);
    }

    /**
     * Plays an HLS playlist with hls.js from its beginning, and its end.
     *
     * @param playlist a master playlist or one of a rung, of something that has an end
     */
    public Played playsHls(URI playlist) {
        return play("video", playlist, true);
    }

    /**
     * Lists the subtitles of an HLS playlist as hls.js puts them into a player's menu, and chooses one after the other.
     *
     * @param playlist a master playlist with subtitles
     */
    public List<ListedText> listsTexts(URI playlist) {
        Map<?, ?> seen = ask(playlist, "texts(arguments[0], arguments[1])", playlist.toString(), LIMIT.toMillis());
        List<ListedText> texts = ((List<?>) seen.get("tracks"))
                .stream().map(track -> ListedText.of((Map<?, ?>) track)).toList();
        if (((Number) seen.get("listed")).intValue() != texts.size()) {
            throw new AssertionError("tracks were added while they were chosen: " + seen);
        }
        return texts;
    }

    /**
     * Plays a stream whose pictures carry their numbers in bars, from its beginning to its end.
     *
     * @param uri of the package's folder
     */
    Streamed streams(StreamPlayer player, URI uri, StreamPlan plan) {
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
        return Streamed.of(seen);
    }

    /** Loads and decodes a picture; answers {@code naturalWidth} and {@code naturalHeight}. */
    public Size showsImage(URI image) {
        Map<?, ?> seen = ask(image, "show(arguments[0], arguments[1])", image.toString(), LIMIT.toMillis());
        return new Size(((Number) seen.get("width")).intValue(), ((Number) seen.get("height")).intValue());
    }

    /** The browser itself, for pages of one's own; the next to play or show something leaves them. */
    public WebDriver driver() {
        return driver;
    }

    /**
     * Gives the browser a command of its own protocol, such as {@code Emulation.setEmulatedMedia}.
     *
     * @param parameters as JSON
     */
    public void tell(String command, String parameters) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(service.getUrl() + "/session/" + driver.getSessionId() + "/goog/cdp/execute"))
                .timeout(LIMIT)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"cmd\":\"" + command + "\",\"params\":" + parameters + "}"))
                .build();
        try {
            HttpResponse<String> answer =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new AssertionError(command + ": " + answer.body());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private Played play(String tag, URI media, boolean hls) {
        return Played.of(ask(
                media,
                "play(arguments[0], arguments[1], arguments[2], arguments[3])",
                tag,
                media.toString(),
                hls,
                LIMIT.toMillis()));
    }

    /** Asks a page that has seen nothing yet. */
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

    /** The product's own, from the sources of the page, which is built later than these tests. */
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
