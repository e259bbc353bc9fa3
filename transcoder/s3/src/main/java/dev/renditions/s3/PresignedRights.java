package dev.renditions.s3;

import dev.renditions.api.RightsUnavailableException;
import dev.renditions.api.SourceName;
import dev.renditions.api.SourceRights;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ServiceClientConfiguration;

/**
 * Checks a caller's permission for an object by requesting the first byte with the presigned {@code GET} that the
 * caller sent. A {@code HEAD} would not suffice: S3 answers it without checking the permission for the KMS key that
 * encrypts the object. Sends no credentials or cookies, follows no redirects, and logs only the object's name, never
 * the URL. Thread-safe.
 */
public final class PresignedRights implements SourceRights {
    private static final Logger LOG = LoggerFactory.getLogger(PresignedRights.class);

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(2);
    private static final Duration LIMIT = Duration.ofSeconds(4);
    private static final Duration RETRY = Duration.ofSeconds(5);

    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final int TOO_MANY = 429;
    private static final int SERVER_FAULT = 500;

    private final PresignedGet urls;
    private final HttpClient http;

    /**
     * Checks permissions with the URLs that a validator accepts.
     *
     * @param urls validates URLs
     */
    PresignedRights(PresignedGet urls) {
        this.urls = urls;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT_LIMIT)
                .build();
    }

    /**
     * Checks permissions with the S3 service of a client: its endpoint if one is set, else the AWS partition of its
     * region. Bucket names are unique only within one of those; elsewhere the same name may belong to somebody else.
     */
    public static PresignedRights of(S3Client client) {
        S3ServiceClientConfiguration configuration = client.serviceClientConfiguration();
        return new PresignedRights(configuration
                .endpointOverride()
                .map(PresignedGet::atEndpoint)
                .orElseGet(() -> PresignedGet.inPartitionOf(configuration.region())));
    }

    @Override
    public boolean granted(String proof, SourceName source) {
        int status = firstByte(urls.check(proof, source), source);
        LOG.debug("S3 answers {} to a caller's presigned GET of {}", status, source);
        if (status == TOO_MANY || status >= SERVER_FAULT) {
            throw unavailable();
        }
        return status == OK || status == PARTIAL;
    }

    private int firstByte(URI question, SourceName source) {
        HttpRequest request = HttpRequest.newBuilder(question)
                .header("Range", "bytes=0-0")
                .timeout(LIMIT)
                .build();
        try {
            HttpResponse<InputStream> answer = http.send(request, BodyHandlers.ofInputStream());
            // Closed without reading it, since a server that ignores the range would send the whole object.
            answer.body().close();
            return answer.statusCode();
        } catch (IOException e) {
            // Only the exception's class, since its message may contain the URL.
            LOG.warn(
                    "S3 does not answer a caller's presigned GET of {}: {}",
                    source,
                    e.getClass().getName());
            throw unavailable();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable();
        }
    }

    private static RightsUnavailableException unavailable() {
        return new RightsUnavailableException(RETRY);
    }
}
