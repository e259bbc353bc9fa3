package dev.renditions.testing;

import static dev.renditions.testing.SampleRendition.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.renditions.api.Manifest;
import dev.renditions.api.ObjectStore;
import dev.renditions.api.StoreException;
import dev.renditions.api.StoredRendition;
import dev.renditions.index.RenditionKey;
import dev.renditions.s3.S3Store;
import dev.renditions.store.RenditionLayout;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** The behaviour of a store in any S3 service, in addition to that of every store. */
public interface S3StoreContract extends ObjectStoreContract {
    /** The prefix of the store. */
    String PREFIX = "media/out";

    /** A client of the service. */
    S3Client client();

    /** A bucket that is empty when a test begins. */
    String bucket();

    @Override
    default StoredFiles files() {
        return new S3Files(client(), bucket(), PREFIX + "/");
    }

    @Test
    default void objectsHaveHeadersAndMetadata(@TempDir Path scratch) {
        SampleRendition sample = SampleRendition.of(KEY, "first", scratch);
        Manifest manifest = sample.manifest();
        store().publish(manifest, sample.folder());

        HeadObjectResponse main = head(RenditionLayout.file(manifest, manifest.main()));
        assertThat(main.contentType()).isEqualTo("video/mp4");
        assertThat(main.cacheControl()).isEqualTo("max-age=31536000, immutable");
        assertThat(main.metadata())
                .containsEntry("renditions-content-hash", KEY.content().hex());
        assertThat(main.checksumSHA256())
                .isEqualTo(base64(manifest.main().sha256().hex()));
        HeadObjectResponse json = head(RenditionLayout.manifest(KEY));
        assertThat(json.contentType()).isEqualTo("application/json");
        assertThat(json.cacheControl()).isNull();
    }

    @Test
    default void locationNamesBucketAndPrefix(@TempDir Path scratch) {
        StoredRendition stored = publish(store(), scratch);

        assertThat(stored.location().uri().toString()).startsWith("s3://" + bucket() + "/" + PREFIX + "/");
    }

    @Test
    default void storeOfAWholeBucketBehavesTheSame(@TempDir Path scratch) {
        ObjectStore whole = new S3Store(client(), bucket(), "");

        StoredRendition stored = publish(whole, scratch);

        assertThat(stored.location().uri().toString())
                .startsWith("s3://" + bucket() + "/" + KEY.content().hex().substring(0, 2));
        assertThat(whole.find(KEY)).contains(stored);
        assertThat(whole.holds(KEY, stored.location())).isTrue();
        assertThat(store().find(KEY)).isEmpty();
    }

    @Test
    default void namesAMissingBucket(@TempDir Path scratch) {
        ObjectStore store = new S3Store(client(), "no-such-bucket", PREFIX);

        assertThatThrownBy(() -> store.find(KEY))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.isTransient()).isFalse())
                .hasMessageContaining("no such bucket: no-such-bucket");
        assertThatThrownBy(() -> publish(store, scratch))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.isTransient()).isFalse())
                .hasMessageContaining("no such bucket: no-such-bucket");
        assertThatThrownBy(() -> keys(store))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.isTransient()).isFalse())
                .hasMessageContaining("no such bucket: no-such-bucket");
    }

    @Test
    default void listsTheKeysUnderThePrefix(@TempDir Path scratch) {
        publish(store(), scratch);
        publish(new S3Store(client(), bucket(), PREFIX + "-of-others"), scratch);

        assertThat(keys(store())).containsExactly(KEY);
        assertThat(keys(new S3Store(client(), bucket(), ""))).isEmpty();
    }

    private static List<RenditionKey> keys(ObjectStore store) {
        try (Stream<RenditionKey> keys = store.keys()) {
            return keys.toList();
        }
    }

    private static StoredRendition publish(ObjectStore store, Path scratch) {
        SampleRendition sample = SampleRendition.of(KEY, "first", scratch);
        return store.publish(sample.manifest(), sample.folder()).rendition();
    }

    private HeadObjectResponse head(String path) {
        return client().headObject(request ->
                request.bucket(bucket()).key(PREFIX + "/" + path).checksumMode(ChecksumMode.ENABLED));
    }

    private static String base64(String hex) {
        return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
    }
}
