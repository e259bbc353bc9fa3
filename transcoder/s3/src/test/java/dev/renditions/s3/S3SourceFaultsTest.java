package dev.renditions.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.renditions.api.SourceException;
import dev.renditions.api.SourceException.Kind;
import dev.renditions.api.SpooledSource;
import dev.renditions.index.ContentHash;
import dev.renditions.testing.FaultyS3;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

/** How a source reacts to an S3 service that refuses, fails and breaks off, through the real client. */
@Timeout(60)
final class S3SourceFaultsTest {
    private static final int ALWAYS = Integer.MAX_VALUE;

    @TempDir
    Path folder;

    private final FaultyS3 s3 = new FaultyS3();
    private S3Client client;

    @BeforeEach
    void open() {
        client = s3.endpoint().client();
    }

    @AfterEach
    void close() {
        client.close();
        s3.close();
    }

    @Test
    void resumesADownloadThatBrokeOff() {
        byte[] film = new byte[3 << 20];
        new Random(42).nextBytes(film);
        s3.objects().put("/bucket/a.mp4", film);
        s3.truncate("/a.mp4", 1);

        SpooledSource spooled = source().spool(folder);

        assertThat(spooled.file()).hasBinaryContent(film);
        assertThat(spooled.bytes()).isEqualTo(film.length);
        assertThat(spooled.content()).isEqualTo(ContentHash.of(film));
        assertThat(s3.count("GET", "/a.mp4")).isEqualTo(2);
    }

    @Test
    void doesNotMixTwoVersionsOfAnObject() {
        s3.objects().put("/bucket/a.mp4", new byte[1 << 20]);
        s3.truncate("/a.mp4", 1);
        s3.afterBreak(() -> s3.objects().put("/bucket/a.mp4", new byte[] {1, 2, 3}));

        assertSourceFails(Kind.UNREADABLE, "overwritten while it was read");

        assertThat(source().spool(folder).bytes()).isEqualTo(3);
    }

    @Test
    void sourceThatAlwaysBreaksOffIsUnreadableAndLeavesNoFile() {
        s3.objects().put("/bucket/a.mp4", new byte[1 << 20]);
        // This service ignores the range and sends the whole object, so the download can't be resumed.
        s3.truncate("/a.mp4", 2);

        assertSourceFails(Kind.UNREADABLE, "can't be read to its end: it broke off after 524288 of 1048576 bytes");

        assertThat(source().spool(folder).bytes()).isEqualTo(1 << 20);
    }

    @Test
    void refusedSourceIsDenied() {
        s3.refuse("GET", "/a.mp4", 403, "AccessDenied", ALWAYS);

        assertSourceFails(Kind.DENIED, "s3:ListBucket");
    }

    @Test
    void sourceOfAFailingServiceIsUnreadable() {
        s3.refuse("GET", "/a.mp4", 500, "InternalError", ALWAYS);

        assertSourceFails(Kind.UNREADABLE, "500 InternalError");
    }

    @Test
    void sourceOfAnUnreachableServerIsUnreadable() {
        s3.close();

        assertSourceFails(Kind.UNREADABLE, "can't be read");
    }

    private S3Source source() {
        return new S3Source(client, "bucket", "a.mp4", Optional.empty());
    }

    private void assertSourceFails(Kind kind, String words) {
        assertThatThrownBy(() -> source().spool(folder))
                .isInstanceOfSatisfying(
                        SourceException.class, e -> assertThat(e.kind()).isEqualTo(kind))
                .hasMessageContaining("s3://bucket/a.mp4")
                .hasMessageContaining(words);
        assertThat(folder.resolve("source")).doesNotExist();
    }
}
