package dev.renditions.s3;

import static dev.renditions.testing.SampleRendition.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.ObjectStore;
import dev.renditions.api.segment.SegmentStore;
import dev.renditions.index.SegmentId;
import dev.renditions.index.TrackId;
import dev.renditions.index.TrackKind;
import dev.renditions.store.RenditionLayout;
import dev.renditions.testing.LocalStack;
import dev.renditions.testing.S3Endpoint;
import dev.renditions.testing.S3SourceContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** Store and source over the S3 API of LocalStack. */
final class S3StoreLocalStackIT implements MultipartContract, ExpiryContract, S3SourceContract {
    private static S3Endpoint endpoint;

    private S3Client client;
    private String bucket;
    private ObjectStore store;

    /** Before all tests, so that they are skipped before anything is opened that would have to be closed. */
    @BeforeAll
    static void start() {
        endpoint = LocalStack.shared();
    }

    @BeforeEach
    void open() {
        client = endpoint.client();
        bucket = endpoint.newBucket(client);
        store = new S3Store(client, bucket, PREFIX);
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Override
    public S3Client client() {
        return client;
    }

    @Override
    public String bucket() {
        return bucket;
    }

    @Override
    public ObjectStore store() {
        return store;
    }

    /** S3Mock does not keep the first object when the second upload is refused and aborted. */
    @Test
    void longSegmentIsUploadedInPartsAndNeverReplaced(@TempDir Path scratch) throws IOException {
        SegmentId id = new SegmentId(new TrackId(TrackKind.VIDEO, KEY.content().hex()), 0, 1350);
        byte[] bytes = new byte[BYTES];
        new Random(11).nextBytes(bytes);
        Path first = Files.write(scratch.resolve("first"), bytes);
        Path second = Files.write(scratch.resolve("second"), new byte[BYTES]);
        SegmentStore segments = new S3Store(client, bucket, PREFIX, Expiry.NEVER, SMALL).segments();

        assertThat(segments.publish(id, first)).isTrue();
        assertThat(segments.publish(id, second)).isFalse();

        HeadObjectResponse head =
                client.headObject(request -> request.bucket(bucket).key(PREFIX + "/" + RenditionLayout.segment(id)));
        assertThat(head.eTag()).as("uploaded in parts").contains("-3");
        segments.fetch(id, scratch.resolve("copy"));
        assertThat(scratch.resolve("copy")).hasSameBinaryContentAs(first);
        assertThat(client.listMultipartUploads(request -> request.bucket(bucket))
                        .uploads())
                .isEmpty();
    }
}
