package dev.renditions.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.cli.display.Cli;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ServeSettingsTest {
    @TempDir
    Path folder;

    /** Runs with an invalid port, so that the server does not start even if the origins are accepted. */
    private Cli.Ran serve(String origins, String keys) {
        return new Cli(folder)
                .with(Setting.CORS_ORIGINS, origins)
                .with(Setting.SIGNING_KEYS, keys)
                .run("serve", "--port", "99999");
    }

    @Test
    void anyOriginNeedsSigningKeys() {
        assertThat(serve("*", "").code()).isEqualTo(2);
        assertThat(serve("*", "").err()).contains("RENDITIONS_CORS_ORIGINS", "RENDITIONS_SIGNING_KEYS");
        assertThat(serve("https://example.org", "").err()).contains("--port").doesNotContain("RENDITIONS_CORS_ORIGINS");
        assertThat(serve("*", "a:" + "A".repeat(43)).err())
                .contains("--port")
                .doesNotContain("RENDITIONS_CORS_ORIGINS");
    }
}
