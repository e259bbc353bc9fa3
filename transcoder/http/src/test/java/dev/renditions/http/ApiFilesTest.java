package dev.renditions.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.StoredRendition;
import dev.renditions.http.message.ApiResponse;
import dev.renditions.http.message.ApiScene;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of a store on a file system. */
final class ApiFilesTest extends ApiScene {
    private String link;
    private Path file;

    @BeforeEach
    void publishOne() {
        StoredRendition stored = publish("mp4-360p", "video.mp4", "0123456789");
        file = Path.of(stored.location().uri());
        link = get("/v1/renditions/mp4-360p" + PATH).headers().get("Location");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            bytes=0-3 | 206 | 0 | 4
            bytes=4- | 206 | 4 | 6
            bytes=-3 | 206 | 7 | 3
            bytes=-99 | 206 | 0 | 10
            bytes=2-99999999999999999999 | 206 | 2 | 8
            Bytes=9-9 | 206 | 9 | 1
            bytes=10- | 416 | 0 | 0
            bytes=-0 | 416 | 0 | 0
            bytes=99- | 416 | 0 | 0
            bytes=3-2 | 200 | 0 | 10
            bytes=0-1,3-4 | 200 | 0 | 10
            bytes=a-b | 200 | 0 | 10
            bytes=- | 200 | 0 | 10
            items=0-1 | 200 | 0 | 10
            """)
    void servesASingleRangeAndOtherwiseTheWholeFile(String range, int status, long offset, long length) {
        ApiResponse answer = get(link, "range", range);
        assertThat(answer.status()).isEqualTo(status);
        if (status == 416) {
            assertThat(answer.headers()).containsEntry("Content-Range", "bytes */10");
            return;
        }
        assertThat(answer.body()).isEqualTo(new ApiResponse.FilePart(file, offset, length));
        assertThat(answer.headers()).containsEntry("Accept-Ranges", "bytes").containsKey("ETag");
        assertThat(answer.headers().get("Content-Range"))
                .isEqualTo(status == 206 ? "bytes " + offset + "-" + (offset + length - 1) + "/10" : null);
    }

    @Test
    void ignoresARangeOfAnotherFile() {
        String tag = get(link).headers().get("ETag");
        assertThat(get(link, "range", "bytes=0-1", "if-range", tag).status()).isEqualTo(206);
        assertThat(get(link, "range", "bytes=0-1", "if-range", "\"other\"").status())
                .isEqualTo(200);
        assertThat(send("HEAD", link, "range", "bytes=0-1").status()).isEqualTo(200);
        assertThat(get(link, "range", "bytes=0-1", "if-none-match", tag).status())
                .isEqualTo(304);
    }

    @Test
    void filesAreSandboxedByTheContentSecurityPolicy() {
        assertThat(get(link).headers())
                .containsEntry("X-Content-Type-Options", "nosniff")
                .containsEntry("Content-Security-Policy", "default-src 'none'; sandbox");
    }

    @Test
    void servesNoOtherFileOfTheFolder() throws IOException {
        Files.writeString(file.resolveSibling("other.mp4"), "left over");
        Files.writeString(folder.resolve("store").resolve("secret"), "secret");
        Files.writeString(folder.resolve("secret"), "secret");
        String name = file.getFileName().toString();
        for (String path : new String[] {
            link.replace(name, "other.mp4"),
            link.replaceFirst("/[^/]+/[^/]+$", "/rendition.json"),
            link.replaceFirst("/[^/]+/[^/]+$", ""),
            link + "/",
            link + "/x",
            link.replace("/v1/files/", "/v1/files//"),
            "/v1/files/secret",
            "/v1/files/.lock",
        }) {
            problem(get(path), 404);
        }
        for (String path : new String[] {
            "/v1/files/../secret", "/v1/files/%2e%2e/secret", "/v1/files/..%2fsecret", link.replace(name, "../" + name)
        }) {
            problem(get(path), 400);
        }
    }

    @Test
    void truncatedFileIsNotFound() throws IOException {
        Files.writeString(file, "012");
        problem(get(link), 404);
        Files.delete(file);
        problem(get(link), 404);
    }

    /** Otherwise, whoever can write into the store could have this server send any file that its user can read. */
    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "links need a privilege there")
    void doesNotFollowSymbolicLinks() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "9876543210");
        Files.delete(file);
        Files.createSymbolicLink(file, secret);
        problem(get(link), 503);
    }
}
