package dev.renditions.testing;

import java.util.Map;

/** Configures the SDK by its system properties, as a user would, until it is closed. */
public final class AwsProperties implements AutoCloseable {
    private final Map<String, String> properties;

    private AwsProperties(Map<String, String> properties) {
        this.properties = properties;
        properties.forEach(System::setProperty);
    }

    /** Sets an S3 endpoint, a region and credentials. */
    public static AwsProperties of(S3Endpoint endpoint) {
        return new AwsProperties(Map.of(
                "aws.endpointUrlS3", endpoint.uri().toString(),
                "aws.region", "us-east-1",
                "aws.accessKeyId", "test",
                "aws.secretAccessKey", "test"));
    }

    /** The same for every AWS service. */
    public static AwsProperties ofAll(S3Endpoint endpoint) {
        return new AwsProperties(Map.of(
                "aws.endpointUrl", endpoint.uri().toString(),
                "aws.region", "us-east-1",
                "aws.accessKeyId", "test",
                "aws.secretAccessKey", "test"));
    }

    @Override
    public void close() {
        properties.keySet().forEach(System::clearProperty);
    }
}
