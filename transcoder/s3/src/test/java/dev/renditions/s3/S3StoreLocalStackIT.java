package dev.renditions.s3;

import dev.renditions.api.ObjectStore;
import dev.renditions.testing.LocalStack;
import dev.renditions.testing.S3Endpoint;
import dev.renditions.testing.S3SourceContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.services.s3.S3Client;

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
}
