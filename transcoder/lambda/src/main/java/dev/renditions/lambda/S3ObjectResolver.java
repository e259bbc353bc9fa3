package dev.renditions.lambda;

import dev.renditions.api.Source;
import dev.renditions.config.Wiring;
import dev.renditions.index.RenditionKey;
import dev.renditions.lambda.event.S3ObjectRef;
import java.util.Optional;

/** Objects in S3, by a {@link Wiring}. */
record S3ObjectResolver(Wiring wiring) implements ObjectResolver {
    /** With the ETag and size of the event, a repeated event finds its content hash without a request to S3. */
    @Override
    public Source source(S3ObjectRef object) {
        return object.eTag().isPresent() && object.bytes().isPresent()
                ? wiring.s3Source(
                        object.bucket(),
                        object.key(),
                        object.versionId(),
                        object.eTag().get(),
                        object.bytes().get())
                : wiring.s3Source(object.bucket(), object.key(), object.versionId());
    }

    @Override
    public boolean owns(S3ObjectRef object) {
        return wiring.ownsObject(object.bucket(), object.key());
    }

    @Override
    public Optional<RenditionKey> rendition(S3ObjectRef object) {
        return wiring.renditionOf(object.bucket(), object.key());
    }
}
