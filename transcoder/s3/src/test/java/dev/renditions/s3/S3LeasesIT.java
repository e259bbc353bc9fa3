package dev.renditions.s3;

import dev.renditions.testing.S3Emulator;
import dev.renditions.testing.S3Endpoint;

/** Leases over the S3 API of S3Mock. */
final class S3LeasesIT extends S3LeasesScene {
    @Override
    S3Endpoint endpoint() {
        return S3Emulator.shared();
    }
}
