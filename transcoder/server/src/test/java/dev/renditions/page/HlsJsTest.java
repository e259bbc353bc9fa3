package dev.renditions.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.renditions.index.ContentHash;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** The bundled hls.js is the documented file, and the version that the playback tests use. */
final class HlsJsTest {
    private static final Path LOCK = Path.of("src", "test", "players", "package-lock.json");

    private static Properties documented() throws IOException {
        Properties stated = new Properties();
        try (InputStream in = Page.class.getResourceAsStream("hls.properties")) {
            stated.load(in);
        }
        return stated;
    }

    @Test
    void fileHasTheDocumentedHash() throws IOException {
        byte[] file = Page.text("hls.js").getBytes(StandardCharsets.UTF_8);
        assertThat(ContentHash.of(file).hex()).isEqualTo(documented().getProperty("sha256"));
        assertThat(Page.text("hls.js")).contains("\"" + documented().getProperty("version") + "\"");
    }

    @Test
    void versionIsThatOfThePlaybackTests() throws IOException {
        assertThat(new ObjectMapper()
                        .readTree(LOCK.toFile())
                        .path("packages")
                        .path("node_modules/hls.js")
                        .path("version")
                        .asText())
                .isEqualTo(documented().getProperty("version"));
    }
}
