package dev.renditions.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.renditions.server.connection.ConnectionLimits;
import dev.renditions.testing.FakeTranscoder;
import dev.renditions.testing.HostileClients;
import dev.renditions.testing.TestServer;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A reader at twice the minimum rate, whose socket the system reports as writable only every 8 s, longer than the
 * patience. The rate is sixteen times the default, so that the test takes seconds.
 */
@Timeout(60)
final class SteadyReaderIT {
    private static final ConnectionLimits USUAL = ConnectionLimits.of(10);
    private static final ConnectionLimits SCALED = new ConnectionLimits(
            USUAL.total(),
            USUAL.headroom(),
            USUAL.perAddress(),
            USUAL.ownMachine(),
            USUAL.header(),
            USUAL.patience().dividedBy(8),
            USUAL.upload(),
            USUAL.download() * 16,
            0,
            USUAL.sendBuffer(),
            USUAL.check().dividedBy(8));
    /** More than the system can buffer. */
    private static final int ANSWERS = 3;

    private static final Duration SLOWLY = Duration.ofSeconds(10);

    @TempDir
    private Path folder;

    @Test
    void readerAtTwiceTheMinimumRateGetsTheWholeResponse() throws IOException {
        try (TestServer server = TestServer.within(SCALED, folder, new FakeTranscoder());
                HostileClients clients = new HostileClients(server.uri(), "127.0.0.1")) {
            long whole = server.get("page/hls.js").body().getBytes(StandardCharsets.UTF_8).length;
            String request = "GET /page/hls.js HTTP/1.1\r\nHost: localhost:"
                    + server.uri().getPort() + "\r\n";
            Socket reader =
                    clients.open((request + "\r\n").repeat(ANSWERS - 1) + request + "Connection: close\r\n\r\n");
            long begun = System.nanoTime();
            long[] read = {0};
            await().pollInterval(Duration.ofMillis(50))
                    .atMost(SLOWLY.multipliedBy(3))
                    .until(() -> {
                        long elapsed = System.nanoTime() - begun;
                        long due = Math.round(2 * SCALED.download() * elapsed / 1e9);
                        read[0] += reader.getInputStream().readNBytes((int) (due - read[0])).length;
                        return elapsed > SLOWLY.toNanos();
                    });
            assertThat(read[0] + HostileClients.drain(reader)).isGreaterThan(whole * ANSWERS);
        }
    }
}
