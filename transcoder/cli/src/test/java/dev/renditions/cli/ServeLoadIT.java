package dev.renditions.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.renditions.testing.HostileClients;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code serve} under attack, with its default heap of 256 MiB. It exits when memory runs out. */
@Timeout(120)
@EnabledOnOs(value = OS.LINUX, disabledReason = "attackers and victims have different addresses in 127.0.0.0/8")
final class ServeLoadIT {
    private static final Pattern URL = Pattern.compile("listens on (http://\\S+/)");
    private static final String ATTACKER = "127.0.0.1";
    private static final String VICTIM = "127.0.0.2";
    private static final int PIPELINED = 16;
    /** A quarter of the server's limit of all connections, and half of its limit for one local address. */
    private static final int PART = 500;

    @TempDir
    private Path folder;

    private RunningProgram program;
    private URI server;

    @BeforeEach
    void start() throws IOException {
        program = new RunningProgram(folder);
        program.start(List.of(
                "serve",
                "--port",
                "0",
                "--upload-dir",
                folder.resolve("uploads").toString()));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> URL.matcher(program.log()).find());
        Matcher url = URL.matcher(program.log());
        assertThat(url.find()).isTrue();
        server = URI.create(url.group(1));
    }

    @AfterEach
    void stop() {
        program.close();
    }

    @Test
    void clientsThatDoNotReadDoNotExhaustMemory() throws IOException {
        try (HostileClients attackers = new HostileClients(server, ATTACKER)) {
            List<Socket> greedy = attackers.open(750, get("/page/hls.js").repeat(PIPELINED));
            for (Socket socket : greedy) {
                // Read only the start of a long response.
                assertThat(HostileClients.status(socket)).isEqualTo(200);
            }
            assertThat(fastestHealth()).isLessThan(1);
        }
        assertThat(program.isAlive()).isTrue();
        // The log has the address and little else.
        assertThat(program.log().lines()).hasSizeLessThan(5);
    }

    /** 2,000 slow and 1,000 greedy connections. The server admits the greedy ones and half of the slow ones. */
    @Test
    void serverAnswersOthersDespiteSlowAndGreedyConnections() throws IOException {
        try (HostileClients greedy = new HostileClients(server, "127.0.0.5");
                HostileClients moreGreedy = new HostileClients(server, "127.0.0.6");
                HostileClients slow = new HostileClients(server, "127.0.0.3");
                HostileClients moreSlow = new HostileClients(server, "127.0.0.4")) {
            greed(greedy);
            greed(moreGreedy);
            String half = "GET /healthz HTTP/1.1\r\nX: ";
            slow.trickle(2_000);
            moreSlow.trickle(2_000);
            for (HostileClients clients : List.of(slow, moreSlow, slow, moreSlow)) {
                clients.open(PART, half);
            }
            // Connections in the accept queue count until they are refused.
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() ->
                            assertThat(held("127.0.0.3") + held("127.0.0.4")).isBetween((long) PART, 2L * PART));
            assertThat(fastestHealth()).isLessThan(1);
            // The greedy connections are still open.
            assertThat(held("127.0.0.5")).isEqualTo(PART);
            assertThat(held("127.0.0.6")).isEqualTo(PART);
        }
        assertThat(program.isAlive()).isTrue();
        // The log has the address and little else.
        assertThat(program.log().lines()).hasSizeLessThan(5);
    }

    /** The fastest of five sequential requests, in seconds. A busy machine may delay some of them. */
    private double fastestHealth() throws IOException {
        double fastest = Double.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            fastest = Math.min(fastest, secondsForHealth());
        }
        return fastest;
    }

    /** Opens connections that read just above the minimum rate once they are admitted. */
    private void greed(HostileClients clients) throws IOException {
        List<Socket> readers = clients.open(PART, get("/page/hls.js").repeat(PIPELINED));
        for (Socket socket : readers) {
            assertThat(HostileClients.status(socket)).isEqualTo(200);
        }
        clients.sip(readers, 2 << 10, 1_000);
    }

    /** The number of connections from an address to the server, as Linux lists them. */
    private long held(String address) throws IOException {
        String[] parts = address.split("\\.");
        String reversed = "%02X%02X%02X%02X"
                .formatted(
                        Integer.parseInt(parts[3]),
                        Integer.parseInt(parts[2]),
                        Integer.parseInt(parts[1]),
                        Integer.parseInt(parts[0]));
        // After the line number: local and remote address with hexadecimal ports, and 01 for established.
        Pattern established =
                Pattern.compile("\\s*\\d+: \\S*:%04X \\S*%s:\\S{4} 01 .*".formatted(server.getPort(), reversed));
        long all = 0;
        for (String table : List.of("tcp", "tcp6")) {
            all += Files.readAllLines(Path.of("/proc/net", table)).stream()
                    .filter(line -> established.matcher(line).matches())
                    .count();
        }
        return all;
    }

    private String get(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: localhost:" + server.getPort() + "\r\n\r\n";
    }

    private double secondsForHealth() throws IOException {
        try (HostileClients victim = new HostileClients(server, VICTIM)) {
            long begun = System.nanoTime();
            assertThat(HostileClients.status(victim.open(get("/healthz")))).isEqualTo(200);
            return (System.nanoTime() - begun) / 1e9;
        }
    }
}
