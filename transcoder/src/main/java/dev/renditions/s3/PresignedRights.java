package dev.renditions.s3;

import dev.renditions.http.ApiException;
import dev.renditions.http.Problem;
import dev.renditions.http.SourceName;
import dev.renditions.http.SourceRights;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ServiceClientConfiguration;

/**
 * Asks S3 for somebody's right with the presigned {@code HEAD} that they made. Adds nothing of its own to the question: no
 * credentials, no cookies; follows no redirect, and shows no part of the URL in logs but the object's name. Safe for use by
 * many threads.
 */
public final class PresignedRights implements SourceRights {
    private static final Logger LOG = LoggerFactory.getLogger(PresignedRights.class);

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(2);
    private static final Duration LIMIT = Duration.ofSeconds(4);
    private static final Duration RETRY = Duration.ofSeconds(5);

    private static final int OK = 200;
    private static final int TOO_MANY = 429;
    private static final int SERVER_FAULT = 500;

    private final PresignedHead urls;
    private final HttpClient http;

    /** Asks where the URLs may lead. */
    PresignedRights(PresignedHead urls) {
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
                .map(PresignedHead::atEndpoint)
                .orElseGet(() -> PresignedHead.inPartitionOf(configuration.region())));
    }

    @Override
    public boolean granted(String proof, SourceName source) {
        int status = head(urls.check(proof, source), source);
        LOG.debug("S3 answers {} to somebody's HEAD of {}", status, source);
        if (status == TOO_MANY || status >= SERVER_FAULT) {
            throw unavailable();
        }
        return status == OK;
    }

    private int head(URI question, SourceName source) {
        HttpRequest request = HttpRequest.newBuilder(question)
                .method("HEAD", BodyPublishers.noBody())
                .timeout(LIMIT)
                .build();
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            // Its class alone: its message may hold the URL.
            LOG.warn(
                    "S3 gives no answer to somebody's HEAD of {}: {}",
                    source,
                    e.getClass().getName());
            throw unavailable();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable();
        }
    }

    private static ApiException unavailable() {
        return new ApiException(Problem.later(503, "S3 does not say now whether you may read this source", RETRY));
    }
}
