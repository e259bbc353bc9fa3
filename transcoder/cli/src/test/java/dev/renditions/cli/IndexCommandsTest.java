package dev.renditions.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.cli.display.Amounts;
import dev.renditions.cli.display.Cli;
import dev.renditions.config.Setting;
import dev.renditions.testing.Checkout;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The index commands without a shared index, or with wrong arguments. */
@Timeout(60)
final class IndexCommandsTest {
    private static final String STILL = Checkout.path("samples", "still.jpg").toString();

    @TempDir
    private Path folder;

    static Stream<Arguments> commands() {
        return Stream.of(
                Arguments.of((Object) new String[] {"index", "get", "poster", STILL}),
                Arguments.of((Object) new String[] {"index", "evict", "poster", STILL}),
                Arguments.of((Object) new String[] {"index", "evict", "--source", STILL}),
                Arguments.of((Object) new String[] {"index", "evict", "--profile", "poster"}),
                Arguments.of((Object) new String[] {"index", "rebuild"}),
                Arguments.of((Object) new String[] {"index", "stats"}));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void indexInMemoryIsAWrongSetting(String[] command) {
        Cli.Ran ran = new Cli(folder).run(command);

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("memory:", "--index memcached://HOST:PORT", "RENDITIONS_INDEX");
        assertThat(ran.out()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void unavailableIndexIsReportedInASentence(String[] command) throws IOException {
        oneManifest();
        String server = "127.0.0.1:" + closedPort();

        Cli.Ran ran = new Cli(folder)
                .with(Setting.INDEX, "memcached://" + server)
                .with(Setting.JOBS, "1")
                .run(command);

        // The only manifest of the store is unreadable, so a rebuild never calls the index.
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).containsAnyOf("memcached at " + server + " gave no answer", "unreadable: ");
        assertThat(ran.err()).doesNotContain("internal error");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "index evict",
                "index evict poster",
                "index evict poster a.jpg b.jpg",
                "index evict poster a.jpg --source a.jpg",
                "index evict --source a.jpg --profile poster",
                "index evict --profile No_Name",
                "index evict hologram a.jpg",
                "index get hologram a.jpg",
                "index get poster",
                "index get poster s3://bucket",
                "index rebuild everything",
                "index stats --verbose",
                "index forget",
                "index"
            })
    void wrongUsageExitsWithTwo(String line) {
        Cli.Ran ran =
                new Cli(folder).with(Setting.INDEX, "memcached://127.0.0.1:1").run(line.split(" "));

        assertThat(ran.code()).as(ran.err()).isEqualTo(2);
        assertThat(ran.err()).isNotEmpty();
    }

    @Test
    void missingSourceIsAFailure() {
        Cli.Ran ran = new Cli(folder)
                .with(Setting.INDEX, "memcached://127.0.0.1:1")
                .run("index", "get", "poster", "nowhere.jpg");

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("'nowhere.jpg' does not exist");
    }

    @Test
    void statisticsNeedNoStore() {
        // The environment of the tests has no region, so a store in S3 can't be opened.
        Cli.Ran ran = new Cli(folder)
                .with(Setting.STORE, "s3://bucket/prefix")
                .with(Setting.INDEX, "memcached://127.0.0.1:1")
                .run("index", "stats");

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("memcached at 127.0.0.1:1 gave no answer within 100 ms");
    }

    @Test
    void uptimeHasDaysHoursMinutesAndSeconds() {
        assertThat(Amounts.uptime(Duration.ofSeconds(273_906))).isEqualTo("3d 04:05:06");
        assertThat(Amounts.uptime(Duration.ZERO)).isEqualTo("0d 00:00:00");
    }

    private void oneManifest() throws IOException {
        String hash = "ab".repeat(32);
        Path rendition = folder.resolve("store").resolve("ab/" + hash + "/poster-0123456789ab/rendition.json");
        Files.createDirectories(rendition.getParent());
        Files.writeString(rendition, "{");
    }

    private static int closedPort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }
}
