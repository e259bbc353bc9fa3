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
 * Asks S3 for somebody's right with the presigned {@code GET} that they made, for the first byte alone. A {@code HEAD} would
 * not show it: S3 answers that without the right to the key of KMS that the object is encrypted with. Adds no credentials
 * and no cookies; follows no redirect, and shows no part of the URL in logs but the object's name. Safe for use by
 * many threads.
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

    /** Asks where the URLs may lead. */
    PresignedRights(PresignedGet urls) {
        this.urls = urls;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT_LIMIT)
                .build();
    }

    /**
     * Asks the S3 that a client speaks to: that of its endpoint if one is set, else that of AWS's partition that its region
     * is in. Names of buckets are unique in one of those only; elsewhere the same name may be another's.
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
        LOG.debug("S3 answers {} to somebody's GET of {}", status, source);
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
            // Closed unread: a server that ignores the range would send all of it.
            answer.body().close();
            return answer.statusCode();
        } catch (IOException e) {
            // Its class alone: its message may hold the URL.
            LOG.warn(
                    "S3 gives no answer to somebody's GET of {}: {}",
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
