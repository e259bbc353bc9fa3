package dev.renditions.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.renditions.api.StoreException;
import dev.renditions.api.segment.SegmentStore;
import dev.renditions.index.SegmentId;
import dev.renditions.index.TrackId;
import dev.renditions.index.TrackKind;
import dev.renditions.store.RenditionLayout;
import dev.renditions.testing.FaultyS3;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

/** Segments in an S3 service that throttles, refuses and breaks off. */
@Timeout(60)
final class S3SegmentFaultsTest {
    private static final int ALWAYS = Integer.MAX_VALUE;
    private static final SegmentId SEGMENT = new SegmentId(new TrackId(TrackKind.VIDEO, "ab".repeat(32)), 0, 1350);
    private static final String OBJECT = RenditionLayout.segment(SEGMENT);

    @TempDir
    Path folder;

    private final FaultyS3 s3 = new FaultyS3();
    private S3Client client;
    private SegmentStore segments;
    private Path file;

    @BeforeEach
    void open() throws IOException {
        client = s3.endpoint().client();
        segments = new S3Store(client, "bucket", "out").segments();
        file = Files.writeString(folder.resolve("file"), "a segment");
    }

    @AfterEach
    void close() {
        client.close();
        s3.close();
    }

    @Test
    void publisherRecognizesItsOwnSegmentAfterALostResponse() {
        s3.loseAnswer("PUT", OBJECT);

        assertThat(segments.publish(SEGMENT, file)).isTrue();

        assertThat(s3.count("PUT", OBJECT)).isEqualTo(2);
    }

    @Test
    void equalSegmentOfAnotherWorkerIsNotOurs() {
        assertThat(segments.publish(SEGMENT, file)).isTrue();
        assertThat(segments.publish(SEGMENT, file)).isFalse();
    }

    @Test
    void conflictOfTwoPublishersIsRetried() {
        s3.refuse("PUT", OBJECT, 409, "ConditionalRequestConflict", 1);

        assertThat(segments.publish(SEGMENT, file)).isTrue();
    }

    @Test
    void refusedUploadLeavesNothing() {
        s3.refuse("PUT", OBJECT, 503, "SlowDown", ALWAYS);

        assertFails(() -> segments.publish(SEGMENT, file), true);

        assertThat(s3.objects()).isEmpty();
    }

    @Test
    void missingPermissionIsPermanent() {
        s3.refuse("PUT", OBJECT, 403, "AccessDenied", ALWAYS);

        assertFails(() -> segments.publish(SEGMENT, file), false);
    }

    @Test
    void failedListingIsAFailureAndNotAbsence() {
        segments.publish(SEGMENT, file);
        s3.refuse("GET", "/bucket", 503, "SlowDown", ALWAYS);

        assertFails(() -> segments.find(SEGMENT.track()), true);
        assertFails(() -> segments.delete(SEGMENT.track()), true);
    }

    @Test
    void failedDeletionIsAFailure() {
        segments.publish(SEGMENT, file);
        s3.refuse("POST", "/bucket", 403, "AccessDenied", ALWAYS);

        assertFails(() -> segments.delete(SEGMENT.track()), false);
    }

    @Test
    void fetchResumesWhereItBrokeOff() {
        segments.publish(SEGMENT, file);
        s3.truncate(OBJECT, 1);

        segments.fetch(SEGMENT, folder.resolve("copy"));

        assertThat(folder.resolve("copy")).hasContent("a segment");
        assertThat(s3.count("GET", OBJECT)).isEqualTo(2);
    }

    /** Unlike a damaged one. */
    @Test
    void segmentWhoseDownloadBreaksOffIsNotDeleted() {
        segments.publish(SEGMENT, file);
        s3.truncate(OBJECT, ALWAYS);

        assertFails(() -> segments.fetch(SEGMENT, folder.resolve("copy")), true);

        assertThat(folder.resolve("copy")).doesNotExist();
        assertThat(s3.count("DELETE", OBJECT)).isZero();
        assertThat(segments.find(SEGMENT.track())).containsExactly(SEGMENT);
    }

    private static void assertFails(Runnable call, boolean isTransient) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.isTransient()).isEqualTo(isTransient));
    }
}
