package dev.renditions.s3;

import dev.renditions.testing.LocalStack;
import dev.renditions.testing.S3Endpoint;
import org.junit.jupiter.api.BeforeAll;

/** Leases over the S3 API of LocalStack. */
final class S3LeasesLocalStackIT extends S3LeasesScene {
    private static S3Endpoint endpoint;

    @BeforeAll
    static void start() {
        endpoint = LocalStack.shared();
    }

    @Override
    S3Endpoint endpoint() {
        return endpoint;
    }
}
