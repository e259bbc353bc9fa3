package dev.renditions.browser;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The paths of Chromium and its driver. Immutable.
 *
 * @param browser Chromium
 * @param driver the ChromeDriver of the same version
 */
record BrowserPrograms(Path browser, Path driver) {
    static final String NONE = "no playback in a browser: install Chromium and its driver (apt install chromium"
            + " chromium-driver), or name them with CHROME_BIN and CHROMEDRIVER";

    /** The programs from the environment, or else from the path. Empty if one is missing. */
    static Optional<BrowserPrograms> find() {
        Optional<Path> browser = program(System.getenv("CHROME_BIN"), "chromium");
        Optional<Path> driver = program(System.getenv("CHROMEDRIVER"), "chromedriver");
        return browser.flatMap(b -> driver.map(d -> new BrowserPrograms(b, d)));
    }

    private static Optional<Path> program(@Nullable String named, String name) {
        if (named != null && !named.isEmpty()) {
            return Optional.of(Path.of(named)).filter(Files::isExecutable);
        }
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
