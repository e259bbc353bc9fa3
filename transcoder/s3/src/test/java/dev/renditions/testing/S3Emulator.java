package dev.renditions.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * Adobe's S3Mock: a real S3 API over HTTP in a separate process. One is started for all tests of a run on first use,
 * and stopped at the end of the run.
 */
public final class S3Emulator {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final int START_ATTEMPTS = 3;
    private static S3Emulator shared;

    private final Process process;
    private final S3Endpoint endpoint;

    private S3Emulator(Process process, S3Endpoint endpoint) {
        this.process = process;
        this.endpoint = endpoint;
    }

    /** The endpoint of the shared instance. */
    public static synchronized S3Endpoint shared() {
        if (shared == null) {
            shared = start();
            Runtime.getRuntime().addShutdownHook(new Thread(shared::stop));
        }
        return shared.endpoint;
    }

    /** Another process may take a port between its choice and its use; then another port is tried. */
    private static S3Emulator start() {
        for (int attempt = 1; ; attempt++) {
            S3Emulator emulator = launch(freePort());
            Awaitility.await("S3Mock starts or exits; see target/emulator/s3mock.log")
                    .atMost(START_LIMIT)
                    .until(() -> !emulator.process.isAlive() || emulator.answers());
            if (emulator.process.isAlive()) {
                return emulator;
            }
            if (attempt == START_ATTEMPTS) {
                throw new IllegalStateException("S3Mock does not start; see target/emulator/s3mock.log");
            }
        }
    }

    private static S3Emulator launch(int port) {
        Path folder = Checkout.target("emulator");
        try {
            // Its own temporary folder, so that leftovers are deleted with the build's folder.
            Path temporary = Files.createDirectories(folder.resolve("tmp"));
            List<String> command = List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx256m",
                    "-XX:TieredStopAtLevel=1",
                    "-Djava.io.tmpdir=" + temporary,
                    "-jar",
                    folder.resolve("s3mock.jar").toString(),
                    "--server.ssl.enabled=false",
                    "--server.port=" + port,
                    "--http.port=0",
                    // S3Mock first checks and then writes, so both of two concurrent conditional writes may succeed. S3
                    // does not allow that, and with one thread S3Mock does not either.
                    "--server.tomcat.threads.max=1",
                    "--server.tomcat.threads.min-spare=1");
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("s3mock.log").toFile())
                    .start();
            return new S3Emulator(process, new S3Endpoint(URI.create("http://127.0.0.1:" + port)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean answers() {
        HttpRequest request = HttpRequest.newBuilder(endpoint.uri().resolve("/favicon.ico"))
                .timeout(Duration.ofSeconds(2))
                .build();
        try {
            return HttpClient.newHttpClient()
                            .send(request, BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void stop() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
