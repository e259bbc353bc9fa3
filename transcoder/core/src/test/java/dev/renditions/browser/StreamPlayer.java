package dev.renditions.browser;

import dev.renditions.testing.Checkout;
import dev.renditions.testing.Skip;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The browser players that streams are tested in. All but the product's own come from npm. */
enum StreamPlayer {
    /** The HLS player of the product's page. */
    HLS_JS("hls", "", "master.m3u8"),
    NEWEST_HLS_JS("hls", "hls.js/dist/hls.js", "master.m3u8"),
    SHAKA_HLS("shaka", "shaka-player/dist/shaka-player.compiled.js", "master.m3u8"),
    SHAKA_DASH("shaka", "shaka-player/dist/shaka-player.compiled.js", "manifest.mpd"),
    DASH_JS("dash", "dashjs/dist/modern/umd/dash.all.min.js", "manifest.mpd");

    private static final Path INSTALLED = Checkout.target("players", "node_modules");

    private final String kind;
    private final String script;
    private final String begin;

    StreamPlayer(String kind, String script, String begin) {
        this.kind = kind;
        this.script = script;
        this.begin = begin;
    }

    /** The name of the player in {@code stream.js}. */
    String kind() {
        return kind;
    }

    /** The file of a package that the player opens. */
    String begin() {
        return begin;
    }

    /** Copies the script of the player into a folder and returns its name. Skips the test if it is not installed. */
    String copyOrSkip(Path folder) {
        String name = name().toLowerCase(java.util.Locale.ROOT) + ".js";
        try {
            if (script.isEmpty()) {
                Files.copy(Browser.hlsJs(), folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
                return name;
            }
            Path from = INSTALLED.resolve(script);
            if (!Files.isRegularFile(from)) {
                Skip.test("no playback in " + this + ": run npm ci in target/players with the"
                        + " files of transcoder/server/src/test/players");
            }
            Files.copy(from, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
            return name;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
