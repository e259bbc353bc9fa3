package dev.renditions.s3;

import static dev.renditions.testing.SampleRendition.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.renditions.api.StoreException;
import dev.renditions.api.StoredRendition;
import dev.renditions.index.TrackId;
import dev.renditions.index.TrackKind;
import dev.renditions.index.TrackLocation;
import dev.renditions.store.RenditionLayout;
import dev.renditions.testing.FaultyS3;
import dev.renditions.testing.SampleRendition;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Pointers and copies of files from an S3 service that throttles, refuses and breaks off. */
@Timeout(60)
final class S3TrackFaultsTest {
    private static final int ALWAYS = Integer.MAX_VALUE;
    private static final String MAIN = "/video.mp4";
    private static final TrackId TRACK = new TrackId(TrackKind.VIDEO, "ab".repeat(32));
    private static final TrackLocation LOCATION = new TrackLocation(KEY, "video.mp4");
    private static final String POINTER = RenditionLayout.track(TRACK);

    @TempDir
    Path folder;

    private final FaultyS3 s3 = new FaultyS3();
    private S3Client client;
    private S3Store store;

    @BeforeEach
    void open() {
        client = s3.endpoint().client();
        store = new S3Store(client, "bucket", "out");
    }

    @AfterEach
    void close() {
        client.close();
        s3.close();
    }

    private StoredRendition publish() {
        SampleRendition sample = SampleRendition.of(KEY, "first", folder);
        return store.publish(sample.manifest(), sample.folder()).rendition();
    }

    @Test
    void pointerThatCannotBeReadIsAFailureAndNotAbsence() {
        store.pointTo(TRACK, LOCATION);
        s3.refuse("GET", POINTER, 503, "SlowDown", ALWAYS);

        assertThatThrownBy(() -> store.findTrack(TRACK))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.isTransient()).isTrue())
                .hasMessageContaining("s3://bucket/out/" + POINTER);
        assertThatThrownBy(() -> store.removePointer(TRACK, Optional.of(LOCATION)))
                .isInstanceOf(StoreException.class);
    }

    @Test
    void throttledPointerIsWrittenAgain() {
        s3.refuse("PUT", POINTER, 503, "SlowDown", 1);

        store.pointTo(TRACK, LOCATION);

        assertThat(s3.count("PUT", POINTER)).isEqualTo(2);
        assertThat(store.findTrack(TRACK)).contains(LOCATION);
    }

    /** S3 refuses a range of an empty object. */
    @Test
    void emptyPointerIsAbsent() {
        client.putObject(request -> request.bucket("bucket").key("out/" + POINTER), RequestBody.empty());

        assertThat(store.findTrack(TRACK)).isEmpty();
    }

    @Test
    void refusedPointerIsAFailure() {
        s3.refuse("PUT", POINTER, 403, "AccessDenied", ALWAYS);

        assertThatThrownBy(() -> store.pointTo(TRACK, LOCATION))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.isTransient()).isFalse());
    }

    @Test
    void fetchResumesWhereItBrokeOff() {
        StoredRendition stored = publish();
        s3.truncate(MAIN, 1);
        Path target = folder.resolve("copy");

        store.fetch(stored, stored.manifest().main(), target, Duration.ofMinutes(1));

        assertThat(target).hasContent("first");
        assertThat(s3.count("GET", MAIN)).isEqualTo(2);
    }

    @Test
    void fetchThatAlwaysBreaksOffLeavesNothing() {
        StoredRendition stored = publish();
        s3.truncate(MAIN, ALWAYS);
        Path target = folder.resolve("copy");

        assertThatThrownBy(() -> store.fetch(stored, stored.manifest().main(), target, Duration.ofMinutes(1)))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("video.mp4");

        assertThat(target).doesNotExist();
    }

    @Test
    void refusedFetchLeavesNothing() {
        StoredRendition stored = publish();
        s3.refuse("GET", MAIN, 500, "InternalError", ALWAYS);
        Path target = folder.resolve("copy");

        assertThatThrownBy(() -> store.fetch(stored, stored.manifest().main(), target, Duration.ofMinutes(1)))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.isTransient()).isTrue());

        assertThat(target).doesNotExist();
    }
}
