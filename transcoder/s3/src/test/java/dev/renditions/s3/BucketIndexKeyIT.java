package dev.renditions.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.renditions.api.IndexSecret;
import dev.renditions.api.StoreException;
import dev.renditions.index.IndexUnderTest;
import dev.renditions.index.codec.Seal;
import dev.renditions.testing.S3Emulator;
import dev.renditions.testing.S3Endpoint;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.S3Client;

/** The secret key of the index over the S3 API of S3Mock. */
final class BucketIndexKeyIT {
    private S3Client client;
    private String bucket;

    @BeforeEach
    void open() {
        S3Endpoint endpoint = S3Emulator.shared();
        client = endpoint.client();
        bucket = endpoint.newBucket(client);
    }

    @AfterEach
    void close() {
        client.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "media/out"})
    void secretIsMadeOnceAndIsNotARendition(String prefix) {
        String made = new BucketIndexKey(client, bucket, prefix).read(Optional.empty());
        Seal.parse(made);
        assertThat(new BucketIndexKey(client, bucket, prefix).read(Optional.empty()))
                .isEqualTo(made);
        assertThat(client.listObjectsV2(list -> list.bucket(bucket)).contents())
                .extracting(object -> object.key())
                .containsExactly(prefix.isEmpty() ? IndexSecret.NAME : prefix + "/" + IndexSecret.NAME);
        try (S3Store store = new S3Store(client, bucket, prefix);
                var keys = store.keys()) {
            assertThat(keys).isEmpty();
        }
    }

    @Test
    void deletedSecretIsRestoredByAProcessThatKnowsIt() {
        BucketIndexKey secret = new BucketIndexKey(client, bucket, "out");
        String made = secret.read(Optional.empty());
        client.deleteObject(request -> request.bucket(bucket).key("out/" + IndexSecret.NAME));
        assertThat(secret.read(Optional.of(made))).isEqualTo(made);
        assertThat(secret.read(Optional.of(Seal.newSecret())))
                .as("stored before")
                .isEqualTo(made);
        assertThat(secret.read(Optional.empty())).isEqualTo(made);
    }

    @Test
    void concurrentReadersGetTheSameSecret() throws Exception {
        assertThat(IndexUnderTest.atOnce(8, () -> new BucketIndexKey(client, bucket, "out").read(Optional.empty())))
                .hasSize(8)
                .containsOnly(new BucketIndexKey(client, bucket, "out").read(Optional.empty()));
    }

    @Test
    void missingBucketIsAStoreFailure() {
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> new BucketIndexKey(client, "no-such-bucket-here", "out").read(Optional.empty()));
    }
}
