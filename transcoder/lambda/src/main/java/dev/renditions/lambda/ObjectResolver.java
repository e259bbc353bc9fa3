package dev.renditions.lambda;

import dev.renditions.api.Source;
import dev.renditions.index.RenditionKey;
import dev.renditions.lambda.event.S3ObjectRef;
import java.util.Optional;

/** The objects that events tell of, as the parts of this process see them. Safe for use by many threads. */
public interface ObjectResolver {
    /**
     * An object to be worked on. Asks for nothing.
     *
     * @throws IllegalArgumentException if that can't be the name of an object
     */
    Source source(S3ObjectRef object);

    /** Whether it lies where the store keeps what is ours. */
    boolean owns(S3ObjectRef object);

    /** The rendition that it is a file of; absent if it is none of the store's. */
    Optional<RenditionKey> rendition(S3ObjectRef object);
}
