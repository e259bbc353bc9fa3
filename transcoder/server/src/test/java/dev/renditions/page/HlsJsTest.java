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

/** The hls.js among our files is the one that is stated, and the one that the tests of playback use. */
final class HlsJsTest {
    private static final Path LOCK = Path.of("src", "test", "players", "package-lock.json");

    private static Properties stated() throws IOException {
        Properties stated = new Properties();
        try (InputStream in = Page.class.getResourceAsStream("hls.properties")) {
            stated.load(in);
        }
        return stated;
    }

    @Test
    void fileIsTheOneThatIsStated() throws IOException {
        byte[] file = Page.text("hls.js").getBytes(StandardCharsets.UTF_8);
        assertThat(ContentHash.of(file).hex()).isEqualTo(stated().getProperty("sha256"));
        assertThat(Page.text("hls.js")).contains("\"" + stated().getProperty("version") + "\"");
    }

    @Test
    void versionIsThatOfTheTestsOfPlayback() throws IOException {
        assertThat(new ObjectMapper()
                        .readTree(LOCK.toFile())
                        .path("packages")
                        .path("node_modules/hls.js")
                        .path("version")
                        .asText())
                .isEqualTo(stated().getProperty("version"));
    }
}
