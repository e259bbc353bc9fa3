package dev.renditions.lambda;

import dev.renditions.api.Source;
import dev.renditions.index.RenditionKey;
import dev.renditions.lambda.event.S3ObjectRef;
import java.util.Optional;

/** Maps the objects that events name to sources and renditions. Thread-safe. */
public interface ObjectResolver {
    /**
     * The object as a source. Sends no request.
     *
     * @throws IllegalArgumentException if the bucket or key is invalid
     */
    Source source(S3ObjectRef object);

    /** Whether the object is inside the store. */
    boolean owns(S3ObjectRef object);

    /** The rendition that this file belongs to; absent if it is not a file of a rendition. */
    Optional<RenditionKey> rendition(S3ObjectRef object);
}
