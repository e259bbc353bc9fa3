package dev.renditions.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.renditions.api.Source;
import dev.renditions.api.SourceException;
import dev.renditions.api.SourceException.Kind;
import dev.renditions.api.SpooledSource;
import dev.renditions.index.ContentHash;
import dev.renditions.index.SourceVersion;
import dev.renditions.s3.S3Source;
import dev.renditions.s3.S3Uri;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;

/** The behaviour of a source in any S3 service. */
public interface S3SourceContract {
    /** A client of the service. */
    S3Client client();

    /** A bucket that is empty when a test begins. */
    String bucket();

    @Test
    default void spoolsAndHashesAnObject(@TempDir Path spool) {
        put("a.mp4", "abc");

        SpooledSource spooled = source("a.mp4").spool(spool);

        assertThat(spooled.content()).isEqualTo(hash("abc"));
        assertThat(spooled.bytes()).isEqualTo(3);
        assertThat(spooled.file()).isEqualTo(spool.resolve("source")).hasContent("abc");
        assertThat(spooled.unchanged()).isTrue();
    }

    @Test
    default void spoolsAnEmptyObject(@TempDir Path spool) {
        put("empty", "");

        assertThat(source("empty").spool(spool).bytes()).isZero();
    }

    @Test
    default void spoolsALargeObjectCompletely(@TempDir Path spool, @TempDir Path scratch) throws IOException {
        LargeFile large = LargeFile.write(scratch.resolve("large.bin"), 64 << 20);
        client().putObject(request -> request.bucket(bucket()).key("large.bin"), large.path());

        SpooledSource spooled = source("large.bin").spool(spool);

        assertThat(spooled.content()).isEqualTo(large.content());
        assertThat(spooled.bytes()).isEqualTo(64 << 20);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b.mp4",
                "a+b.mp4",
                "a%20b.mp4",
                "a%2Fb.mp4",
                "100%.mp4",
                "a?b=c&d.mp4",
                "a#b.mp4",
                "caf\u00e9.mp4",
                "\u65e5\u672c.mp4",
                "-i x.mp4",
                "a'b\"c.mp4",
                "two\nlines.mp4",
                "a//b.mp4",
                "/leading.mp4",
                "a/../b.mp4",
                "folder/a=b;c,d@e:f$g!(h)*.mp4"
            })
    default void acceptsAnyKey(String key, @TempDir Path spool) {
        put(key, "abc");
        String typed = "s3://" + bucket() + "/" + key;
        S3Uri uri = S3Uri.parse(typed);

        Source source = new S3Source(client(), uri.bucket(), uri.key(), Optional.empty());

        assertThat(source.spool(spool).content()).isEqualTo(hash("abc"));
        assertThat(source.name()).isEqualTo(typed);
    }

    @Test
    default void doesNotDecodeKeys(@TempDir Path scratch) throws IOException {
        put("a+b", "plus");
        put("a b", "space");
        put("a%20b", "percent");

        assertThat(source("a+b")
                        .spool(Files.createDirectory(scratch.resolve("1")))
                        .content())
                .isEqualTo(hash("plus"));
        assertThat(source("a b")
                        .spool(Files.createDirectory(scratch.resolve("2")))
                        .content())
                .isEqualTo(hash("space"));
        assertThat(source("a%20b")
                        .spool(Files.createDirectory(scratch.resolve("3")))
                        .content())
                .isEqualTo(hash("percent"));
    }

    @Test
    default void versionIdReadsTheOldVersion(@TempDir Path scratch) throws IOException {
        client().putBucketVersioning(request ->
                request.bucket(bucket()).versioningConfiguration(v -> v.status(BucketVersioningStatus.ENABLED)));
        String old = put("a.mp4", "old");
        put("a.mp4", "new");

        Source pinned = new S3Source(client(), bucket(), "a.mp4", Optional.of(old));

        assertThat(pinned.spool(Files.createDirectory(scratch.resolve("1"))).content())
                .isEqualTo(hash("old"));
        assertThat(pinned.name()).isEqualTo("s3://" + bucket() + "/a.mp4?versionId=" + old);
        assertThat(source("a.mp4")
                        .spool(Files.createDirectory(scratch.resolve("2")))
                        .content())
                .isEqualTo(hash("new"));
    }

    @Test
    default void missingObjectIsReported(@TempDir Path spool) {
        assertThatThrownBy(() -> source("none.mp4").spool(spool))
                .isInstanceOfSatisfying(
                        SourceException.class, e -> assertThat(e.kind()).isEqualTo(Kind.MISSING))
                .hasMessageContaining("s3://" + bucket() + "/none.mp4")
                .hasMessageContaining("no such object");
        assertThat(spool).isEmptyDirectory();
    }

    @Test
    default void missingBucketIsReported(@TempDir Path spool) {
        assertThatThrownBy(() -> new S3Source(client(), "no-such-bucket", "a.mp4", Optional.empty()).spool(spool))
                .isInstanceOfSatisfying(
                        SourceException.class, e -> assertThat(e.kind()).isEqualTo(Kind.MISSING))
                .hasMessageContaining("no such bucket: no-such-bucket");
    }

    @Test
    default void eventAndHeadGiveTheSameVersion(@TempDir Path spool) {
        put("a.mp4", "abc");
        String eTag = client().headObject(r -> r.bucket(bucket()).key("a.mp4")).eTag();
        // An event has the ETag without quotation marks.
        SourceVersion reported = S3Source.versionOf(bucket(), "a.mp4", Optional.empty(), eTag.replace("\"", ""), 3);

        assertThat(source("a.mp4").version()).contains(reported);
        assertThat(source("a.mp4").spool(spool).version()).contains(reported);
    }

    @Test
    default void anotherWriteIsAnotherVersion() {
        put("a.mp4", "abc");
        Optional<SourceVersion> before = source("a.mp4").version();
        put("a.mp4", "abd");

        assertThat(source("a.mp4").version()).isPresent().isNotEqualTo(before);
    }

    @Test
    default void hashSentWithTheUploadIsDeclared() {
        client().putObject(
                        r -> r.bucket(bucket()).key("hashed.mp4").checksumAlgorithm(ChecksumAlgorithm.SHA256),
                        RequestBody.fromString("abc"));
        put("plain.mp4", "abc");

        assertThat(source("hashed.mp4").declaredContent()).contains(hash("abc"));
        assertThat(source("plain.mp4").declaredContent()).isEmpty();
    }

    @Test
    default void hashOfALaterWriteIsNotDeclaredForTheEventsVersion() {
        put("a.mp4", "first");
        Optional<SourceVersion> reported = source("a.mp4").version();
        client().putObject(
                        r -> r.bucket(bucket()).key("a.mp4").checksumAlgorithm(ChecksumAlgorithm.SHA256),
                        RequestBody.fromString("second"));

        Source event = new S3Source(client(), bucket(), "a.mp4", Optional.empty(), reported);

        assertThat(event.version()).isEqualTo(reported);
        assertThat(event.declaredContent()).isEmpty();
        assertThat(source("a.mp4").declaredContent()).contains(hash("second"));
    }

    @Test
    default void missingObjectHasNoVersion() {
        assertThatThrownBy(() -> source("none.mp4").version())
                .isInstanceOfSatisfying(
                        SourceException.class, e -> assertThat(e.kind()).isEqualTo(Kind.MISSING));
    }

    private Source source(String key) {
        return new S3Source(client(), bucket(), key, Optional.empty());
    }

    /** Returns the version's identifier; null if the bucket has no versioning. */
    private String put(String key, String text) {
        return client().putObject(request -> request.bucket(bucket()).key(key), RequestBody.fromString(text))
                .versionId();
    }

    private static ContentHash hash(String text) {
        return ContentHash.of(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
