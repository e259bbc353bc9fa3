package dev.renditions.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.renditions.config.Setting;
import dev.renditions.testing.HostileClients;
import dev.renditions.testing.Skip;
import dev.renditions.testing.TestServer;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code serve} with uploads on an 8 MiB disk that is mounted for the test. */
@Timeout(120)
final class FullDiskIT {
    private static final Pattern URL = Pattern.compile("listens on (http://\\S+/)");
    private static final int MIB = 1 << 20;

    @TempDir
    private Path folder;

    private Path disk;
    private RunningProgram program;
    private URI server;
    private HostileClients clients;

    @BeforeEach
    void start() throws Exception {
        disk = Files.createDirectory(folder.resolve("disk"));
        if (run("mount", "-t", "tmpfs", "-o", "size=8m,mode=700", "tmpfs", disk.toString()) != 0) {
            Skip.test("mounting a small disk needs root and CAP_SYS_ADMIN");
        }
        program = new RunningProgram(folder).with(Setting.MIN_FREE_SPACE, "0");
        program.start(List.of(
                "serve", "--port", "0", "--upload-dir", disk.resolve("uploads").toString()));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> URL.matcher(program.log()).find());
        Matcher url = URL.matcher(program.log());
        assertThat(url.find()).isTrue();
        server = URI.create(url.group(1));
        clients = new HostileClients(server, "127.0.0.1");
    }

    @AfterEach
    void stop() throws Exception {
        if (program != null) {
            clients.close();
            program.close();
            program.awaitExit(Duration.ofSeconds(10));
            assertThat(run("umount", disk.toString())).isZero();
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private Socket put(int length, String begin) throws IOException {
        return clients.open("PUT /v1/uploads/x HTTP/1.1\r\nHost: localhost:" + server.getPort() + "\r\nContent-Length: "
                + length + "\r\n\r\n" + begin);
    }

    private boolean begun() {
        return TestServer.filesIn(disk).stream().anyMatch(file -> file.toFile().length() > 0);
    }

    private List<String> logOfRefusedUploads() {
        return program.log().lines().filter(line -> line.contains("507")).toList();
    }

    @Test
    void uploadThatDoesNotFitIsRefusedBeforeItsBodyAndLoggedOnce() throws IOException {
        for (int i = 0; i < 3; i++) {
            assertThat(HostileClients.status(put(9 * MIB, ""))).isEqualTo(507);
        }
        assertThat(logOfRefusedUploads()).singleElement().asString().contains(disk.toString());
    }

    @Test
    void spaceIsReservedForTheRestOfAnUpload() throws IOException {
        Socket first = put(5 * MIB, "x");
        await().until(this::begun);
        await().untilAsserted(() ->
                assertThat(HostileClients.status(put(5 * MIB, ""))).isEqualTo(507));
        first.close();
        await().until(() -> HostileClients.status(put(5, "hello")) == 201);
    }

    @Test
    void diskThatFillsDuringAnUploadIsAnsweredWith507() throws IOException {
        Socket upload = put(4 * MIB, "x");
        await().until(this::begun);
        fill(disk.resolve("other"));
        upload.getOutputStream().write(new byte[MIB]);
        assertThat(HostileClients.status(upload)).isEqualTo(507);
        assertThat(logOfRefusedUploads()).singleElement().asString().contains("No space left");
        await().until(() -> TestServer.filesInUploads(disk.resolve("uploads")).isEmpty());
        Files.delete(disk.resolve("other"));
        assertThat(HostileClients.status(put(5, "hello"))).isEqualTo(201);
    }

    private static void fill(Path file) {
        try (var out = Files.newOutputStream(file)) {
            for (int i = 0; i < 9; i++) {
                out.write(new byte[MIB]);
            }
        } catch (IOException e) {
            // The disk is full, as expected.
            return;
        }
        throw new AssertionError("9 MiB fit on the disk of 8 MiB");
    }
}
