package dev.renditions.s3;

import static dev.renditions.testing.SampleRendition.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.renditions.api.ObjectStore.Publication;
import dev.renditions.api.StoreException;
import dev.renditions.index.ContentHash;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.RenditionLocation;
import dev.renditions.store.RenditionLayout;
import dev.renditions.store.StoreFinding;
import dev.renditions.store.StoreVerification;
import dev.renditions.testing.FaultyS3;
import dev.renditions.testing.SampleRendition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

/** How the store reacts to an S3 service that throttles, refuses, conflicts and breaks off, through the real client. */
@Timeout(60)
final class S3FaultsTest {
    private static final int ALWAYS = Integer.MAX_VALUE;
    private static final String MANIFEST = "/rendition.json";
    private static final String MAIN = "/video.mp4";

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

    @Test
    void retriesAConflictOfTwoManifests() {
        s3.refuse("PUT", MANIFEST, 409, "ConditionalRequestConflict", 1);

        assertThat(publish("first").ours()).isTrue();

        assertThat(s3.count("PUT", MANIFEST)).isEqualTo(2);
        assertThat(store.find(KEY)).isPresent();
    }

    @Test
    void endlessConflictIsATransientFailure() {
        s3.refuse("PUT", MANIFEST, 409, "ConditionalRequestConflict", ALWAYS);

        assertStoreFails(() -> publish("first"), true, "409 ConditionalRequestConflict");
    }

    @Test
    void retriesAThrottledRequest() {
        s3.refuse("PUT", MAIN, 503, "SlowDown", 1);
        s3.refuse("PUT", MANIFEST, 429, "TooManyRequests", 1);

        assertThat(publish("first").ours()).isTrue();

        assertThat(s3.count("PUT", MAIN)).isEqualTo(2);
        assertThat(s3.count("PUT", MANIFEST)).isEqualTo(2);
    }

    @Test
    void endlessThrottlingIsATransientFailureAndNotAbsence() {
        s3.refuse("GET", MANIFEST, 503, "SlowDown", ALWAYS);

        assertStoreFails(() -> store.find(KEY), true, "503 SlowDown");

        assertThat(s3.count("GET", MANIFEST)).isEqualTo(4);
    }

    @Test
    void failedHeadIsATransientFailureAndNotAbsence() {
        RenditionLocation location = publish("first").rendition().location();
        s3.refuse("HEAD", MAIN, 500, "InternalError", ALWAYS);

        assertStoreFails(() -> store.holds(KEY, single(location)), true, "500");
    }

    @Test
    void failedListingIsATransientFailureAndNotAbsence() {
        RenditionLocation location = publish("first").rendition().location();
        s3.refuse("GET", "/bucket", 503, "SlowDown", ALWAYS);

        assertStoreFails(() -> store.holds(KEY, location), true, "503 SlowDown");
        assertStoreFails(() -> publish("second"), true, "503 SlowDown");
        assertThat(store.find(KEY)).isPresent();
    }

    @Test
    void packageIsCheckedByOneListingAndASingleFileByOneHead() {
        RenditionLocation location = publish("first").rendition().location();

        assertThat(store.holds(KEY, location)).isTrue();
        assertThat(s3.count("GET", "/bucket")).isEqualTo(1);
        assertThat(s3.count("HEAD", "")).isZero();
        assertThat(store.holds(KEY, single(location))).isTrue();
        assertThat(s3.count("GET", "/bucket")).isEqualTo(1);
        assertThat(s3.count("HEAD", "")).isEqualTo(1);
    }

    @Test
    void refusalNamesThePermissionThatMayBeMissing() {
        RenditionLocation location = publish("first").rendition().location();
        s3.refuse("GET", MANIFEST, 403, "AccessDenied", ALWAYS);
        s3.refuse("HEAD", MAIN, 403, "AccessDenied", ALWAYS);
        s3.refuse("GET", "/bucket", 403, "AccessDenied", ALWAYS);

        assertStoreFails(() -> store.find(KEY), false, "s3:ListBucket");
        assertStoreFails(() -> store.holds(KEY, location), false, "s3:ListBucket");
        assertStoreFails(() -> store.holds(KEY, single(location)), false, "s3:ListBucket");
    }

    @Test
    void reportsABucketInAnotherRegion() {
        s3.refuse("GET", MANIFEST, 301, "PermanentRedirect", ALWAYS);

        assertStoreFails(() -> store.find(KEY), false, "the bucket bucket is in another region");
    }

    @Test
    void failedUploadLeavesNoManifest() {
        s3.refuse("PUT", "notes_1.txt", 500, "InternalError", ALWAYS);

        assertStoreFails(() -> publish("first"), true, "notes_1.txt can't be written");

        assertThat(s3.count("PUT", MANIFEST)).isZero();
        assertThat(store.find(KEY)).isEmpty();
    }

    @Test
    void bytesDamagedOnTheWayAreATransientFailure() {
        s3.refuse("PUT", MAIN, 400, "BadDigest", ALWAYS);

        assertStoreFails(() -> publish("first"), true, "400 BadDigest");
    }

    @Test
    void recognizesOurManifestAfterALostResponse() {
        s3.loseAnswer("PUT", MANIFEST);

        Publication published = publish("first");

        assertThat(published.ours()).isTrue();
        assertThat(s3.count("PUT", MANIFEST)).isEqualTo(2);
        assertThat(store.find(KEY)).contains(published.rendition());
        assertThat(store.holds(KEY, published.rendition().location())).isTrue();
    }

    @Test
    void adoptsARenditionEvenIfOurFilesCannotBeDeleted() {
        Publication first = publish("first");

        Publication second = publish("second");

        assertThat(s3.count("POST", "/bucket")).isPositive();
        assertThat(second.ours()).isFalse();
        assertThat(second.rendition()).isEqualTo(first.rendition());
    }

    @Test
    void unreachableServerIsATransientFailure() {
        s3.close();

        assertStoreFails(() -> store.find(KEY), true, RenditionLayout.manifest(KEY));
    }

    @Test
    void retriesAManifestThatBreaksOff() {
        Publication published = publish("first");
        long before = s3.count("GET", MANIFEST);
        s3.truncate(MANIFEST, 1);

        assertThat(store.find(KEY)).contains(published.rendition());

        assertThat(s3.count("GET", MANIFEST) - before).isEqualTo(2);
    }

    @Test
    void manifestThatAlwaysBreaksOffIsATransientFailureAndNotDamage() {
        publish("first");
        s3.truncate(MANIFEST, ALWAYS);

        assertStoreFails(() -> store.find(KEY), true, "rendition.json can't be read: the response broke off");
    }

    @Test
    void verificationSkipsWhatCannotBeReadAndIsIncomplete() {
        publish("first");
        RenditionKey other = new RenditionKey(ContentHash.of(new byte[] {1}), KEY.profile());
        SampleRendition sample = SampleRendition.of(other, "other", folder);
        store.publish(sample.manifest(), sample.folder());
        List<RenditionKey> unanswered = new ArrayList<>();
        s3.refuse("GET", RenditionLayout.manifest(other), 503, "SlowDown", ALWAYS);

        StoreVerification.Report report = new StoreVerification(store, true, true)
                .run(2, new StoreVerification.Listener() {
                    @Override
                    public void found(StoreFinding finding, boolean repaired) {
                        throw new AssertionError(finding);
                    }

                    @Override
                    public void removed(RenditionKey key) {
                        throw new AssertionError(key);
                    }

                    @Override
                    public void unanswered(RenditionKey key, StoreException why) {
                        unanswered.add(key);
                    }

                    @Override
                    public void progressed(StoreVerification.Report soFar) {}
                });

        assertThat(unanswered).containsExactly(other);
        assertThat(report).isEqualTo(new StoreVerification.Report(1, 0, 0, 0, 1, 0, 0));
        assertThat(report.isWhole()).isFalse();
    }

    private static RenditionLocation single(RenditionLocation of) {
        return new RenditionLocation(of.uri(), of.mediaType(), of.bytes(), of.encodeTime());
    }

    private Publication publish(String text) {
        SampleRendition sample = SampleRendition.of(KEY, text, folder);
        return store.publish(sample.manifest(), sample.folder());
    }

    private static void assertStoreFails(ThrowingCallable call, boolean passing, String words) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.isTransient()).isEqualTo(passing))
                .hasMessageContaining("s3://bucket/out/")
                .hasMessageContaining(words);
    }
}
