package dev.renditions.server.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.renditions.api.Source;
import dev.renditions.api.SourceException;
import dev.renditions.directory.FileSource;
import dev.renditions.files.PathRules;
import dev.renditions.http.message.ApiException;
import dev.renditions.index.ContentHash;
import dev.renditions.testing.TestServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class UploadsTest {
    private static final String OWNER = "key:a";

    @TempDir
    private Path folder;

    @Test
    void uploadHasItsHashWithoutBeingRead() throws IOException {
        Uploads uploads = uploads(100, 0);
        Uploads.Upload upload = take(uploads, "a.mp4", "bytes");
        assertThat(upload.content()).isEqualTo(ContentHash.of("bytes".getBytes(StandardCharsets.UTF_8)));
        assertThat(upload.bytes()).isEqualTo(5);
        Source source = uploads.open(upload.source().key());
        assertThat(source.declaredContent()).contains(upload.content());
        assertThat(source.bytes()).hasValue(5);
        Path spooled = Files.createDirectory(folder.resolve("spooled"));
        assertThat(source.spool(spooled).content()).isEqualTo(upload.content());
    }

    @Test
    void folderIsReadableByItsUserOnly() throws IOException {
        Uploads uploads = uploads(100, 0);
        take(uploads, "a.mp4", "bytes");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(place())))
                .isEqualTo("rwx------");
        for (Path file : TestServer.filesIn(place())) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "../../etc/passwd", "a/b", "C:\\x", "new\nline", "\u202egnp.exe", "  "})
    void nameIsNeverUsedAsAPath(String name) throws IOException {
        Uploads uploads = uploads(100, 0);
        Uploads.Upload upload = take(uploads, name, "bytes");
        assertThat(upload.name()).isNotBlank().doesNotContain("/", "\\", "\n", "\u202e");
        assertThat(upload.source().key().split("/", -1)).hasSize(2);
        assertThat(uploads.open(upload.source().key()).declaredContent()).contains(upload.content());
        assertThat(TestServer.filesInUploads(place()))
                .containsExactly(place().resolve(upload.content().hex().substring(0, 12))
                        .resolve(upload.content().hex()));
    }

    @Test
    void oversizedUploadLeavesNothing() {
        Uploads uploads = uploads(4, 0);
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> take(uploads, "a", "12345"))
                .satisfies(e -> assertThat(e.problem().status()).isEqualTo(413));
        assertThat(TestServer.filesIn(folder)).isEmpty();
    }

    @Test
    void missingSpaceIsReportedBeforehand() {
        Uploads uploads = uploads(100, Long.MAX_VALUE / 2);
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> take(uploads, "a", "12345"))
                .satisfies(e -> assertThat(e.problem().status()).isEqualTo(507));
    }

    @Test
    void otherWriteFailureIsAnInternalError() throws IOException {
        Uploads uploads = uploads(100, 0);
        Files.writeString(place(), "a file where the folder should be");
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> take(uploads, "a", "12345"))
                .satisfies(e -> assertThat(e.problem().status()).isEqualTo(500))
                .satisfies(e -> assertThat(e.problem().detail()).doesNotContain(folder.toString()));
    }

    /** At the minimum rate of a connection, a large upload would occupy its slot for months. */
    @Test
    void uploadAsAWholeHasAMinimumRate() throws IOException {
        AtomicLong nanos = new AtomicLong();
        Uploads uploads = uploads(Long.MAX_VALUE, 0, nanos::get);
        int length = 40 << 20;
        InputStream slow = arriving(length, (int) UploadTime.LEAST_RATE / 4, nanos);
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> uploads.take(OWNER, "a", slow, OptionalLong.of(length)))
                .satisfies(e -> assertThat(e.problem().status()).isEqualTo(408));
        assertThat(Duration.ofNanos(nanos.get())).isGreaterThan(UploadTime.ALLOWANCE);
        assertThat(TestServer.filesIn(folder)).isEmpty();
        InputStream steady = arriving(length, (int) UploadTime.LEAST_RATE, nanos);
        assertThat(uploads.take(OWNER, "a", steady, OptionalLong.of(length)).bytes())
                .isEqualTo(length);
    }

    /** This many zeros at this many bytes per second. */
    private static InputStream arriving(int length, int rate, AtomicLong nanos) {
        return new InputStream() {
            private int left = length;

            @Override
            public int read() {
                throw new UnsupportedOperationException();
            }

            @Override
            public int read(byte[] buffer, int offset, int most) {
                nanos.addAndGet(Duration.ofSeconds(1).toNanos());
                int come = Math.min(left, Math.min(rate, most));
                left -= come;
                return come == 0 ? -1 : come;
            }
        };
    }

    @Test
    void incompleteUploadLeavesNothing() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("gone");
            }
        };
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> uploads(100, 0).take(OWNER, "a", broken, OptionalLong.empty()));
        assertThat(TestServer.filesIn(folder)).isEmpty();
    }

    @Test
    void contentsWithTheSameHashPrefixAreNotConfused() throws IOException {
        Uploads uploads = uploads(100, 0);
        String hash = ContentHash.of("bytes".getBytes(StandardCharsets.UTF_8)).hex();
        Path other = place().resolve(hash.substring(0, 12)).resolve(hash.substring(0, 12) + "f".repeat(52));
        Files.createDirectories(other.getParent());
        Files.writeString(other, "other bytes");
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> take(uploads, "a", "bytes"))
                .satisfies(e -> assertThat(e.problem().status()).isEqualTo(409));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "0123456789ab/x", "0123456789ab", "../x", "0123456789ab/../x"})
    void unknownKeyIsMissing(String key) throws IOException {
        Uploads uploads = uploads(100, 0);
        take(uploads, "a", "bytes");
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> uploads.open(key))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(SourceException.Kind.MISSING));
    }

    @Test
    void onlyOldLeftoversAreDeleted() throws IOException {
        Uploads uploads = uploads(100, 0);
        uploads.deleteLeftovers();
        take(uploads, "a", "bytes");
        Path old = Files.writeString(place().resolve(".incoming-old"), "half");
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minusSeconds(100_000)));
        Path young = Files.writeString(place().resolve(".incoming-young"), "half");
        uploads.deleteLeftovers();
        assertThat(old).doesNotExist();
        assertThat(young).exists();
    }

    private Path place() {
        return folder.resolve("uploads");
    }

    private Uploads uploads(long most, long free) {
        return uploads(most, free, System::nanoTime);
    }

    private Uploads uploads(long most, long free, LongSupplier nanoTime) {
        return new Uploads(
                place(),
                new UploadLimits(most, free, Long.MAX_VALUE, Integer.MAX_VALUE, Optional.empty()),
                FileSource::new,
                PathRules.STRICT,
                Clock.systemUTC(),
                nanoTime);
    }

    private static Uploads.Upload take(Uploads uploads, String name, String text) throws IOException {
        return uploads.take(
                OWNER, name, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), OptionalLong.empty());
    }
}
