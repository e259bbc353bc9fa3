package dev.renditions.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.renditions.testing.HostileClients;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
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

/** The command {@code serve} with its usual heap of 256 MiB, which ends when memory runs out, under attack from one address. */
@Timeout(120)
@EnabledOnOs(value = OS.LINUX, disabledReason = "attackers and victims have different addresses in 127.0.0.0/8")
final class ServeLoadIT {
    private static final Pattern URL = Pattern.compile("listens on (http://\\S+/)");
    private static final String ATTACKER = "127.0.0.1";
    private static final String VICTIM = "127.0.0.2";
    private static final int PIPELINED = 16;

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
    void greedyReadersLeaveMemory() throws IOException {
        try (HostileClients attackers = new HostileClients(server, ATTACKER)) {
            List<Socket> greedy = attackers.open(750, get("/page/hls.js").repeat(PIPELINED));
            for (Socket socket : greedy) {
                // The answer has begun, and is far from its end: nobody reads on.
                assertThat(HostileClients.status(socket)).isEqualTo(200);
            }
            assertThat(secondsForHealth()).isLessThan(1);
        }
        assertThat(program.isAlive()).isTrue();
        // Neither memory nor the log is exhausted: there is the address, and little else.
        assertThat(program.log().lines()).hasSizeLessThan(5);
    }

    @Test
    void slowAndGreedyConnectionsLeaveOthersAnswered() throws IOException {
        try (HostileClients attackers = new HostileClients(server, ATTACKER)) {
            attackers.open(2_000, "GET /healthz HTTP/1.1\r\nX: ");
            attackers.open(1_000, get("/page/hls.js").repeat(PIPELINED));
            attackers.trickle(2_000);
            for (int i = 0; i < 5; i++) {
                assertThat(secondsForHealth()).isLessThan(1);
            }
        }
        assertThat(program.isAlive()).isTrue();
        // Neither memory nor the log is exhausted: there is the address, and little else.
        assertThat(program.log().lines()).hasSizeLessThan(5);
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
