package dev.renditions.s3;

import dev.renditions.api.StoreException;
import dev.renditions.api.link.LinkProvider;
import dev.renditions.api.link.LinkTerms;
import dev.renditions.index.RenditionKey;
import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * Presigned links to the objects of a bucket. A link stops working earlier if the credentials that signed it expire;
 * those of a role expire within hours.
 */
public final class S3Links implements LinkProvider, AutoCloseable {
    private final S3Presigner presigner;

    /**
     * Signs links with a presigner.
     *
     * @param presigner as created by {@link S3Clients}; closed with this object
     */
    public S3Links(S3Presigner presigner) {
        this.presigner = presigner;
    }

    /**
     * A link to one object. Its lifetime is at least one second, the minimum of S3.
     *
     * @throws IllegalArgumentException if the file is not an object in S3, or the lifetime is longer than seven days
     * @throws StoreException if no credentials are available for signing
     */
    @Override
    public URI to(RenditionKey key, URI file, LinkTerms terms) {
        if (!"s3".equals(file.getScheme())) {
            throw new IllegalArgumentException("not an object in S3: " + file);
        }
        Duration lifetime = terms.lifetime().compareTo(LinkTerms.SHORTEST) < 0 ? LinkTerms.SHORTEST : terms.lifetime();
        try {
            String url = presigner
                    .presignGetObject(request -> request.signatureDuration(lifetime)
                            .getObjectRequest(get -> get.bucket(file.getAuthority())
                                    .key(file.getPath().substring(1))))
                    .url()
                    .toString();
            return URI.create(url);
        } catch (SdkException e) {
            throw new StoreException(true, "the link to " + file + " can't be signed: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        presigner.close();
    }
}
