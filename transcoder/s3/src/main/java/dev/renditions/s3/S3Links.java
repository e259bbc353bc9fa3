package dev.renditions.s3;

import dev.renditions.api.LinkProvider;
import dev.renditions.api.LinkTerms;
import dev.renditions.api.StoreException;
import dev.renditions.index.RenditionKey;
import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * Presigned links to the objects of a bucket. Each works as long as the credentials that it is signed with, where that is
 * shorter: those of a role end within hours.
 */
public final class S3Links implements LinkProvider, AutoCloseable {
    private final S3Presigner presigner;

    /**
     * Links by a presigner, which is closed with this.
     *
     * @param presigner as {@link S3Clients} makes them
     */
    public S3Links(S3Presigner presigner) {
        this.presigner = presigner;
    }

    /**
     * A link to one object. It works for a second at least: S3 signs for no shorter time.
     *
     * @throws IllegalArgumentException if the file is no object in S3, or the lifetime longer than seven days
     * @throws StoreException if there are no credentials to sign with
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
            throw new StoreException(true, "no link to " + file + " can be signed: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        presigner.close();
    }
}
