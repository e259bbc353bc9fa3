package dev.renditions.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.renditions.directory.FileSource;
import dev.renditions.files.PathRules;
import dev.renditions.http.message.ApiException;
import dev.renditions.index.ContentHash;
import dev.renditions.index.ProfileId;
import dev.renditions.index.RenditionKey;
import dev.renditions.server.upload.UploadLimits;
import dev.renditions.server.upload.Uploads;
import dev.renditions.store.RenditionLayout;
import dev.renditions.testing.FakeTranscoder;
import dev.renditions.testing.TestServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

/** A failure that affects every request is logged a few times, not for each request. */
@Isolated("reads the standard error of the process, where logs are written")
final class ServerLogTest {
    private static final int REQUESTS = 100;

    @TempDir
    private Path folder;

    private final PrintStream before = System.err;
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();

    @BeforeEach
    void record() {
        assumeTrue(LoggerFactory.getLogger(Health.class).isWarnEnabled(), "warnings are not logged here");
        System.setErr(new PrintStream(log, true, UTF_8));
    }

    @AfterEach
    void stop() {
        System.setErr(before);
    }

    private List<String> lines(String word) {
        return log.toString(UTF_8).lines().filter(line -> line.contains(word)).toList();
    }

    @Test
    void changesOfHealthAndRemindersOfAFailureAreLogged() {
        AtomicLong nanos = new AtomicLong();
        HealthLog health = new HealthLog(nanos::get);
        health.answered("store");
        for (int i = 0; i < REQUESTS; i++) {
            health.failed("store", "reason " + i);
        }
        assertThat(lines("store")).singleElement().asString().contains("WARN", "reason 0");
        nanos.addAndGet(HealthLog.REMINDER.toNanos());
        health.failed("store", "a reminder");
        health.failed("index", "another part");
        assertThat(lines("a reminder")).hasSize(1);
        assertThat(lines("another part")).hasSize(1);
        health.answered("store");
        health.answered("store");
        assertThat(lines("again")).hasSize(1);
        health.failed("store", "news");
        assertThat(lines("news")).hasSize(1);
    }

    @Test
    void unreadableManifestsOfAPageAreLoggedInOneLine() throws IOException {
        for (int i = 0; i < REQUESTS; i++) {
            RenditionKey key =
                    new RenditionKey(new ContentHash("%064x".formatted(i)), ProfileId.parse("poster-000000000000"));
            Path manifest = folder.resolve("store").resolve(RenditionLayout.manifest(key));
            Files.createDirectories(manifest.getParent());
            Files.writeString(manifest, "{\"version\":9999}");
        }
        try (TestServer server = TestServer.in(folder, new FakeTranscoder())) {
            assertThat(server.get("v1/stored?limit=200").body()).contains("%064x".formatted(REQUESTS - 1));
        }
        assertThat(lines("manifest")).singleElement().asString().contains("100", "%064x".formatted(0));
    }

    @Test
    void everyReasonWhyUploadsFailIsLogged() throws IOException {
        Path uploads = folder.resolve("uploads");
        Uploads full = new Uploads(
                uploads,
                new UploadLimits(Long.MAX_VALUE, 0, Long.MAX_VALUE, Integer.MAX_VALUE, Optional.empty()),
                FileSource::new,
                PathRules.STRICT,
                Clock.systemUTC());
        for (int i = 0; i < REQUESTS; i++) {
            assertThat(status(full, Long.MAX_VALUE / 2 + i)).isEqualTo(507);
        }
        assertThat(lines("uploads fail with status 507")).hasSize(1);
        Files.delete(uploads);
        Files.writeString(uploads, "a file where the folder should be");
        for (int i = 0; i < REQUESTS; i++) {
            assertThat(status(full, 5)).isEqualTo(500);
        }
        assertThat(lines("uploads fail with status 500")).hasSize(1);
    }

    private static int status(Uploads uploads, long announced) {
        ApiException[] thrown = new ApiException[1];
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() ->
                        uploads.take("key:a", "x", new ByteArrayInputStream(new byte[5]), OptionalLong.of(announced)))
                .satisfies(e -> thrown[0] = e);
        return thrown[0].problem().status();
    }
}
