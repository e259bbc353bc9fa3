package dev.renditions.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.files.Deletion;
import dev.renditions.testing.FakeTranscoder;
import dev.renditions.testing.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Scanner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Responses to callers when a part of the server fails: never a path, a Java class or a message of the system. */
@Timeout(60)
final class HiddenDetailsTest {
    @TempDir
    private Path folder;

    private final FakeTranscoder transcoder = new FakeTranscoder();
    private TestServer server;

    @BeforeEach
    void start() {
        server = TestServer.in(folder, transcoder);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void assertHidden(String text) {
        assertThat(text)
                .doesNotContain(folder.toString(), folder.getFileName().toString(), "/tmp", "Exception", "java.")
                .doesNotContainIgnoringCase("not a directory", "in the way", "permission denied", "no such file");
    }

    @Test
    void brokenStoreShowsNoPath() throws IOException {
        String key = server.upload("holiday.mp4", "a film");
        Deletion.delete(folder.resolve("store"));
        Files.writeString(folder.resolve("store"), "in the way");
        String hash = "a".repeat(64);
        for (String target : List.of(
                "healthz",
                "v1/stored",
                "v1/stored/" + hash + "/poster-000000000000",
                "v1/files/aa/" + hash + "/poster-000000000000/0123456789abcdef/poster.jpg",
                "v1/renditions/poster/uploads/" + key,
                "v1/renditions/poster/uploads/" + key + "?wait=30")) {
            HttpResponse<String> answer = server.get(target);
            assertThat(answer.statusCode()).as(target).isGreaterThanOrEqualTo(target.equals("v1/stored") ? 200 : 400);
            assertHidden(answer.body());
        }
        Files.delete(folder.resolve("store"));
    }

    @Test
    void deletedUploadShowsNoPath() throws IOException {
        String key = server.upload("holiday.mp4", "a film");
        Deletion.delete(folder.resolve("work"));
        Files.writeString(folder.resolve("work"), "in the way");
        assertHidden(
                server.get("v1/renditions/poster/uploads/" + key + "?wait=30").body());
        Files.delete(folder.resolve("work"));
        // The lookup finds the folder, but a folder can't be read as a file.
        Path kept = TestServer.filesInUploads(server.uploads()).get(0);
        Files.delete(kept);
        Files.createDirectory(kept);
        HttpResponse<String> answer = server.get("v1/renditions/mp4-360p/uploads/" + key + "?wait=30");
        assertThat(answer.statusCode()).isGreaterThanOrEqualTo(400);
        assertHidden(answer.body());
        Files.delete(kept);
        Files.createSymbolicLink(kept, folder.resolve("nowhere"));
        assertHidden(
                server.get("v1/renditions/mp4-480p/uploads/" + key + "?wait=30").body());
    }

    @Test
    void eventsShowNoPath() throws IOException {
        String key = server.upload("holiday.mp4", "a film");
        transcoder.whileEncoding(() -> breakStore());
        HttpResponse<InputStream> events = server.client()
                .sendAsync(server.request("v1/events").build(), BodyHandlers.ofInputStream())
                .join();
        HttpResponse<String> answer = server.get("v1/renditions/poster/uploads/" + key + "?wait=30");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertHidden(answer.body());
        try (Scanner lines = new Scanner(events.body(), StandardCharsets.UTF_8)) {
            String line = lines.nextLine();
            while (!line.contains("\"outcome\"")) {
                line = lines.nextLine();
            }
            assertThat(line).contains("\"outcome\":\"failed\"", "the store");
            assertHidden(line);
        }
        Files.delete(folder.resolve("store"));
    }

    private void breakStore() {
        try {
            Deletion.delete(folder.resolve("store"));
            Files.writeString(folder.resolve("store"), "in the way");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
