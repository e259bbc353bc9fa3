package dev.renditions.testing;

import dev.renditions.s3.S3Clients;
import java.net.URI;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** An endpoint of an S3 service, over plain HTTP with the bucket in the path. */
public record S3Endpoint(URI uri) {
    /** A client like those of the product. */
    public S3Client client() {
        return S3Clients.builder(true)
                .endpointOverride(uri)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .build();
    }

    /** Creates a bucket for one test. */
    public String newBucket(S3Client client) {
        String name = "renditions-" + UUID.randomUUID();
        client.createBucket(request -> request.bucket(name));
        return name;
    }
}
