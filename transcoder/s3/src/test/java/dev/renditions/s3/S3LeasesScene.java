package dev.renditions.s3;

import dev.renditions.api.ObjectStore;
import dev.renditions.api.StoreLeases;
import dev.renditions.testing.S3Endpoint;
import dev.renditions.testing.S3Files;
import dev.renditions.testing.StoreLeasesContract;
import dev.renditions.testing.StoredFiles;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.services.s3.S3Client;

/** Leases in a separate bucket for each test. */
abstract class S3LeasesScene implements StoreLeasesContract {
    private static final String PREFIX = "renditions";

    private final AtomicLong time = new AtomicLong();
    private S3Client client;
    private String bucket;

    abstract S3Endpoint endpoint();

    @BeforeEach
    void open() {
        client = endpoint().client();
        bucket = endpoint().newBucket(client);
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Override
    public AtomicLong time() {
        return time;
    }

    @Override
    public StoreLeases newWorker() {
        return new S3Leases(client, bucket, PREFIX, time::get);
    }

    @Override
    public ObjectStore store() {
        return new S3Store(client, bucket, PREFIX);
    }

    @Override
    public StoredFiles leaseFiles() {
        return new S3Files(client, bucket, PREFIX + "/leases/");
    }
}
