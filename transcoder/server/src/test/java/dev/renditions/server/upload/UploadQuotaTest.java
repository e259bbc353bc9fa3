package dev.renditions.server.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.renditions.api.SourceException;
import dev.renditions.directory.FileSource;
import dev.renditions.files.PathRules;
import dev.renditions.http.message.ApiException;
import dev.renditions.testing.TestServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Owners with a quota of three files and twenty bytes, whose uploads expire after ten days. */
final class UploadQuotaTest {
    private static final Duration DAY = Duration.ofDays(1);

    @TempDir
    private Path folder;

    private final Instant start = Instant.now();
    private Instant now = start;

    private Uploads uploads() {
        UploadLimits limits = new UploadLimits(100, 0, 20, 3, Optional.of(DAY.multipliedBy(10)));
        Uploads uploads =
                new Uploads(folder, limits, FileSource::new, PathRules.STRICT, Clock.fixed(now, ZoneOffset.UTC));
        uploads.deleteLeftovers();
        return uploads;
    }

    private static Uploads.Upload send(Uploads uploads, String owner, String text) {
        try {
            return uploads.take(owner, "name", bytes(text), OptionalLong.empty());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void refuses(Uploads uploads, String owner, String text, OptionalLong announced) {
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> uploads.take(owner, "name", bytes(text), announced))
                .satisfies(e -> assertThat(e.problem().status()).isEqualTo(507))
                .satisfies(e -> assertThat(e.problem().detail()).contains("quota"));
    }

    @Test
    void bytesOfAnOwnerAreLimited() {
        Uploads uploads = uploads();
        send(uploads, "key:a", "0123456789");
        refuses(uploads, "key:a", "0123456789 more", OptionalLong.empty());
        refuses(uploads, "key:a", "", OptionalLong.of(11));
        send(uploads, "key:b", "0123456789 more");
        send(uploads, "key:a", "9876543210");
        refuses(uploads, "key:a", "1", OptionalLong.empty());
    }

    @Test
    void filesOfAnOwnerAreLimited() {
        Uploads uploads = uploads();
        send(uploads, "key:a", "1");
        send(uploads, "key:a", "2");
        // The same bytes are one file.
        send(uploads, "key:a", "2");
        send(uploads, "key:a", "3");
        refuses(uploads, "key:a", "4", OptionalLong.empty());
        send(uploads, "key:b", "4");
    }

    @Test
    void runningUploadsCount() {
        Uploads uploads = uploads();
        InputStream slow = new InputStream() {
            private boolean begun;

            @Override
            public int read() {
                if (!begun) {
                    begun = true;
                    refuses(uploads, "key:a", "", OptionalLong.of(6));
                    send(uploads, "key:a", "12345");
                }
                return -1;
            }
        };
        assertThat(taken(uploads, slow, 15).bytes()).isZero();
    }

    private static Uploads.Upload taken(Uploads uploads, InputStream bytes, long announced) {
        try {
            return uploads.take("key:a", "name", bytes, OptionalLong.of(announced));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void quotasSurviveARestart() {
        send(uploads(), "key:a", "0123456789");
        refuses(uploads(), "key:a", "0123456789 more", OptionalLong.empty());
    }

    @Test
    void deletedFilesAreNotCounted() throws IOException {
        send(uploads(), "key:a", "0123456789");
        for (Path file : TestServer.filesInUploads(folder)) {
            Files.delete(file);
        }
        send(uploads(), "key:a", "0123456789 more");
    }

    @Test
    void uploadExpiresAfterItWasLastSent() {
        String key = send(uploads(), "key:a", "bytes").source().key();
        now = start.plus(DAY.multipliedBy(8));
        send(uploads(), "key:b", "bytes");
        now = start.plus(DAY.multipliedBy(12));
        // Still claimed by b, but it no longer counts against a's quota.
        assertThat(uploads().open(key).bytes()).hasValue(5);
        send(uploads(), "key:a", "01234567890123456789");
        now = start.plus(DAY.multipliedBy(19));
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> uploads().open(key))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(SourceException.Kind.MISSING));
        assertThat(TestServer.filesInUploads(folder)).hasSize(1);
        assertThat(folder.resolve(key).getParent()).doesNotExist();
    }

    @Test
    void uploadsOfEarlierVersionsExpireByTheirOwnTime() throws IOException {
        String hex = "0123456789ab" + "0".repeat(52);
        Path old = Files.createDirectories(folder.resolve("0123456789ab")).resolve(hex);
        Files.writeString(old, "bytes");
        uploads();
        assertThat(old).exists();
        Files.setLastModifiedTime(old, FileTime.from(start.minus(DAY.multipliedBy(11))));
        uploads();
        assertThat(old).doesNotExist();
    }

    @Test
    void oneOwnerHasHalfOfTheSlots() {
        UploadSlots slots = new UploadSlots();
        for (int i = 0; i < 8; i++) {
            UploadSlots.Slot unused = slots.take("key:a");
        }
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> slots.take("key:a"))
                .satisfies(e -> assertThat(e.problem().status()).isEqualTo(503))
                .satisfies(e -> assertThat(e.problem().retryAfter()).isPresent());
        UploadSlots.Slot other = slots.take("key:b");
        for (int i = 0; i < 7; i++) {
            UploadSlots.Slot unused = slots.take("key:b");
        }
        assertThatExceptionOfType(ApiException.class).isThrownBy(() -> slots.take("key:c"));
        other.close();
        slots.take("key:c").close();
    }
}
