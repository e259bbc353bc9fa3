package dev.renditions.s3;

import dev.renditions.index.ContentHash;
import dev.renditions.index.TrackId;
import dev.renditions.index.TrackLocation;
import dev.renditions.index.codec.TrackCodec;
import dev.renditions.store.RenditionLayout;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** The pointers to tracks as small objects under {@code tracks/} of the store. */
record S3Tracks(SmallObjects objects) {
    /** Longer than any pointer. */
    private static final int MOST_BYTES = 8192;

    Optional<TrackLocation> find(TrackId id) {
        return objects.read(RenditionLayout.track(id), MOST_BYTES).flatMap(pointer -> TrackCodec.decode(id, pointer));
    }

    void point(TrackId id, TrackLocation location) {
        objects.write(
                RenditionLayout.track(id),
                TrackCodec.encode(id, location),
                location.rendition().content());
    }

    boolean remove(TrackId id, Optional<TrackLocation> expected) {
        Bucket bucket = objects.bucket();
        String key = objects.key(RenditionLayout.track(id));
        Optional<ResponseBytes<GetObjectResponse>> pointer = bucket.read(key);
        if (pointer.isEmpty()
                || !TrackCodec.decode(id, pointer.get().asByteArrayUnsafe()).equals(expected)) {
            return false;
        }
        // The content is metadata of a placeholder, which some services need for a conditional deletion.
        ContentHash content =
                expected.map(location -> location.rendition().content()).orElseGet(() -> ContentHash.of(new byte[0]));
        return bucket.deleteIf(pointer.get().response().eTag(), key, content);
    }

    Stream<TrackId> ids() {
        return objects.paths(RenditionLayout.TRACKS)
                .map(RenditionLayout::trackOf)
                .flatMap(Optional::stream);
    }
}
