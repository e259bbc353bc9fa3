package dev.renditions.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.renditions.server.connection.ConnectionLimits;
import dev.renditions.testing.FakeTranscoder;
import dev.renditions.testing.HostileClients;
import dev.renditions.testing.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients that send or read a byte now and then, which an idle timeout does not notice. All limits are one second here.
 */
@Timeout(60)
final class SlowClientsTest {
    private static final ConnectionLimits USUAL = ConnectionLimits.of(10);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final ConnectionLimits QUICK = checked(Duration.ofMillis(100));
    private static final Duration SOON = Duration.ofSeconds(8);
    private static final int OFTEN = 50;
    private static final String HOST = " HTTP/1.1\r\nHost: localhost:PORT\r\n";

    @TempDir
    private Path folder;

    private TestServer server;
    private HostileClients clients;

    @BeforeEach
    void start() throws IOException {
        server = TestServer.within(QUICK, folder, new FakeTranscoder());
        clients = new HostileClients(server.uri(), "127.0.0.1");
    }

    @AfterEach
    void stop() {
        clients.close();
        server.close();
    }

    private static ConnectionLimits checked(Duration check) {
        return new ConnectionLimits(
                USUAL.total(),
                USUAL.headroom(),
                USUAL.perAddress(),
                USUAL.ownMachine(),
                SECOND,
                SECOND,
                USUAL.upload(),
                USUAL.download(),
                0,
                USUAL.sendBuffer(),
                check);
    }

    private static String host(TestServer server) {
        return HOST.replace("PORT", String.valueOf(server.uri().getPort()));
    }

    @Test
    void headerHasADeadlineHoweverOftenAByteArrives() throws IOException {
        Socket slow = clients.open("GET / HTTP/1.1\r\nX: ");
        clients.trickle(OFTEN);
        await().atMost(SOON).until(() -> closed(slow));
    }

    @Test
    void nextHeaderOfAConnectionHasADeadlineToo() throws IOException {
        Socket slow = clients.open("GET /healthz" + host(server) + "\r\n" + "GET / HTTP/1.1\r\nX: ");
        clients.trickle(OFTEN);
        assertThat(HostileClients.status(slow)).isEqualTo(200);
        await().atMost(SOON).until(() -> closed(slow));
    }

    @Test
    void tricklingUploadsDoNotHoldTheirSlots() throws IOException {
        List<Socket> slow = clients.open(8, slowUpload(server));
        clients.trickle(OFTEN);
        for (Socket socket : slow) {
            assertThat(HostileClients.status(socket)).isEqualTo(408);
        }
        await().atMost(SOON).until(() -> server.put("taken", "bytes").statusCode() == 201);
        assertThat(TestServer.filesInUploads(server.uploads())).hasSize(1);
    }

    /** The next check comes before the failed read can be answered, as it may on a busy machine. */
    @Test
    void slowUploadGetsItsStatusHoweverSoonTheNextCheckIs() throws IOException {
        try (TestServer eager = TestServer.within(
                        checked(Duration.ofMillis(1)), folder.resolve("eager"), new FakeTranscoder());
                HostileClients others = new HostileClients(eager.uri(), "127.0.0.1")) {
            List<Socket> slow = others.open(8, slowUpload(eager));
            others.trickle(OFTEN);
            for (Socket socket : slow) {
                assertThat(HostileClients.status(socket)).isEqualTo(408);
            }
        }
    }

    @Test
    void tooManyUploadsGetTheTimeToTryAgain() throws IOException {
        try (TestServer usual = TestServer.in(folder.resolve("usual"), new FakeTranscoder());
                HostileClients others = new HostileClients(usual.uri(), "127.0.0.1")) {
            others.open(8, slowUpload(usual));
            await().atMost(SOON).until(() -> usual.put("refused", "bytes").statusCode() == 503);
            assertThat(usual.put("refused", "bytes").headers().firstValue("Retry-After"))
                    .isPresent();
        }
    }

    private static String slowUpload(TestServer server) {
        return "PUT /v1/uploads/slow" + host(server) + "Content-Length: 100000\r\n\r\nfirst bytes";
    }

    @Test
    void responsesHaveAMinimumRate() throws IOException {
        int answers = 20;
        String request = "GET /page/hls.js" + host(server) + "\r\n";
        Socket slow = clients.open(request.repeat(answers));
        assertThat(HostileClients.status(slow)).isEqualTo(200);
        // Reading a byte now and then does not help.
        Instant end = Instant.now().plusSeconds(3);
        await().pollInterval(Duration.ofMillis(OFTEN))
                .atMost(SOON)
                .until(() -> !readsByte(slow) || Instant.now().isAfter(end));
        // The client gets neither the rest nor what the system had buffered for it.
        assertThat(HostileClients.drain(slow)).isLessThan(USUAL.sendBuffer());
    }

    @Test
    void waitingRequestIsNotSlow() {
        // The client sends and reads nothing for longer than the patience.
        FakeTranscoder slow = new FakeTranscoder();
        slow.whileEncoding(() -> await().pollDelay(Duration.ofSeconds(3)).until(() -> true));
        try (TestServer busy = TestServer.within(QUICK, folder.resolve("busy"), slow)) {
            String key = busy.upload("a.mp4", "a film");
            assertThat(busy.get("v1/renditions/poster/uploads/" + key + "?wait=30")
                            .statusCode())
                    .isEqualTo(302);
        }
    }

    private static boolean closed(Socket socket) throws IOException {
        socket.setSoTimeout(1_000);
        try {
            return HostileClients.drain(socket) >= 0;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private static boolean readsByte(Socket socket) {
        try {
            return socket.getInputStream().read() >= 0;
        } catch (IOException e) {
            return false;
        }
    }
}
