package dev.renditions.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.testing.FakeTranscoder;
import dev.renditions.testing.Skip;
import dev.renditions.testing.TestServer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Schemathesis generates valid and invalid requests from the API's description, and checks each response against it: no
 * 500, and only described statuses, types and bodies. {@code -Dfuzz.seed=N} changes the requests.
 */
@Timeout(180)
final class FuzzIT {
    private static final int SECONDS = 40;
    private static final String CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,"
            + "response_headers_conformance,response_schema_conformance,unsupported_method";

    @TempDir
    private Path folder;

    @Test
    void everyResponseMatchesTheDescription() throws IOException, InterruptedException {
        Optional<Path> program = program();
        if (program.isEmpty()) {
            Skip.test("schemathesis is not on the PATH (pip install schemathesis); the API is not fuzzed");
        }
        FakeTranscoder transcoder = new FakeTranscoder();
        try (TestServer server = TestServer.in(folder.resolve("server"), transcoder)) {
            Path log = folder.resolve("log");
            Process fuzzer = new ProcessBuilder(
                            program.orElseThrow().toString(),
                            "run",
                            server.uri() + "v1/openapi.json",
                            // The event stream has no end.
                            "--exclude-path",
                            "/v1/events",
                            "--max-time",
                            String.valueOf(SECONDS),
                            "--max-examples",
                            "200",
                            "--workers",
                            "2",
                            "--request-timeout",
                            "30",
                            "--seed",
                            System.getProperty("fuzz.seed", "1"),
                            "--checks",
                            CHECKS,
                            "--warnings",
                            "off",
                            "--no-color")
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            try {
                assertThat(fuzzer.waitFor(SECONDS + 80L, TimeUnit.SECONDS)).isTrue();
            } finally {
                fuzzer.destroyForcibly();
            }
            String said = Files.readString(log);
            assertThat(fuzzer.exitValue()).as(said).isZero();
            assertThat(said).contains("Fuzzing").containsPattern("Tested: \\d\\d");
            assertThat(transcoder.probes() + transcoder.encodes()).isZero();
            assertThat(server.get("healthz").statusCode()).isEqualTo(200);
        }
    }

    private static Optional<Path> program() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .filter(place -> !place.isEmpty())
                .map(place -> Path.of(place, "schemathesis"))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
