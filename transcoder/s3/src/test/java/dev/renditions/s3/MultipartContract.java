package dev.renditions.s3;

import static dev.renditions.testing.SampleRendition.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.renditions.api.Manifest;
import dev.renditions.api.RenditionFile;
import dev.renditions.api.StoreException;
import dev.renditions.api.StoredRendition;
import dev.renditions.api.segment.SegmentStore;
import dev.renditions.index.ContentHash;
import dev.renditions.index.SegmentId;
import dev.renditions.index.TrackId;
import dev.renditions.index.TrackKind;
import dev.renditions.store.RenditionLayout;
import dev.renditions.testing.S3StoreContract;
import dev.renditions.testing.SampleRendition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** Files that are too long for one request, with limits that small files exceed. */
interface MultipartContract extends S3StoreContract {
    /** S3 does not accept smaller parts. */
    PartSizes SMALL = new PartSizes(6 << 20, 5 << 20, 10_000);

    int BYTES = (12 << 20) + 7;

    @Test
    default void uploadsALongFileInPartsWithAChecksumOfTheWhole(@TempDir Path scratch) throws IOException {
        SampleRendition sample = large(scratch);
        RenditionFile main = sample.manifest().main();
        S3Store store = open();

        StoredRendition stored =
                store.publish(sample.manifest(), sample.folder()).rendition();

        assertThat(store.holds(KEY, stored.location())).isTrue();
        String path = RenditionLayout.file(sample.manifest(), main);
        byte[] bytes = files().read(path);
        assertThat(ContentHash.of(bytes)).isEqualTo(main.sha256());
        HeadObjectResponse head = client().headObject(request ->
                request.bucket(bucket()).key(PREFIX + "/" + path).checksumMode(ChecksumMode.ENABLED));
        Crc64Nvme crc = new Crc64Nvme();
        crc.update(bytes, 0, bytes.length);
        assertThat(head.eTag()).as("uploaded in parts").contains("-3");
        assertThat(head.checksumCRC64NVME()).isEqualTo(crc.base64());
        // S3Mock does not report the checksum's type.
        assertThat(head.checksumType()).isIn(ChecksumType.FULL_OBJECT, null);
        assertThat(head.contentType()).isEqualTo("video/mp4");
        assertThat(head.cacheControl()).isEqualTo("max-age=31536000, immutable");
        assertThat(head.metadata())
                .containsEntry("renditions-sha256", main.sha256().hex())
                .containsEntry("renditions-content-hash", KEY.content().hex());
        assertThat(store.hash(stored, main)).contains(main.sha256());
        assertThat(uploads()).isZero();
    }

    @Test
    default void abortsTheUploadOfAFileWithAnotherHash(@TempDir Path scratch) throws IOException {
        SampleRendition sample = large(scratch);
        Path file = sample.folder().resolve("video.mp4");
        byte[] bytes = Files.readAllBytes(file);
        bytes[BYTES - 1] ^= 1;
        Files.write(file, bytes);

        assertThatThrownBy(() -> open().publish(sample.manifest(), sample.folder()))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("SHA-256 is not the one in its manifest");

        assertThat(files().list()).isEmpty();
        assertThat(uploads()).isZero();
    }

    @Test
    default void segmentWithOtherBytesUnderItsMetadataIsDeleted(@TempDir Path scratch) throws IOException {
        SegmentId id = new SegmentId(new TrackId(TrackKind.VIDEO, KEY.content().hex()), 0, 1350);
        SegmentStore segments = open().segments();
        segments.publish(id, Files.writeString(scratch.resolve("file"), "one"));
        String key = PREFIX + "/" + RenditionLayout.segment(id);
        HeadObjectResponse head =
                client().headObject(request -> request.bucket(bucket()).key(key));
        client().putObject(
                        request -> request.bucket(bucket()).key(key).metadata(head.metadata()),
                        RequestBody.fromString("two"));

        assertThatThrownBy(() -> segments.fetch(id, scratch.resolve("copy")))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("another SHA-256");

        assertThat(segments.find(id.track())).isEmpty();
        assertThat(scratch.resolve("copy")).doesNotExist();
    }

    private int uploads() {
        return client().listMultipartUploads(request -> request.bucket(bucket()))
                .uploads()
                .size();
    }

    private S3Store open() {
        return new S3Store(client(), bucket(), PREFIX, Expiry.NEVER, SMALL);
    }

    private static SampleRendition large(Path scratch) throws IOException {
        byte[] bytes = new byte[BYTES];
        new Random(11).nextBytes(bytes);
        Path folder = Files.createTempDirectory(scratch, "large");
        Files.write(folder.resolve("video.mp4"), bytes);
        RenditionFile main = new RenditionFile("video.mp4", "video/mp4", BYTES, ContentHash.of(bytes));
        return new SampleRendition(
                new Manifest(KEY, List.of(main), Duration.ZERO, "ffmpeg 8.1.2", SampleRendition.MEDIA, Instant.EPOCH),
                folder);
    }
}
