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
record S3Tracks(Bucket bucket, String prefix) {
    Optional<TrackLocation> find(TrackId id) {
        return bucket.read(key(id)).flatMap(pointer -> TrackCodec.decode(id, pointer.asByteArrayUnsafe()));
    }

    void point(TrackId id, TrackLocation location) {
        bucket.write(
                key(id), TrackCodec.encode(id, location), location.rendition().content());
    }

    boolean remove(TrackId id, Optional<TrackLocation> expected) {
        Optional<ResponseBytes<GetObjectResponse>> pointer = bucket.read(key(id));
        if (pointer.isEmpty()
                || !TrackCodec.decode(id, pointer.get().asByteArrayUnsafe()).equals(expected)) {
            return false;
        }
        // The content is metadata of a placeholder, which some services need for a conditional deletion.
        ContentHash content =
                expected.map(location -> location.rendition().content()).orElseGet(() -> ContentHash.of(new byte[0]));
        return bucket.deleteIf(pointer.get().response().eTag(), key(id), content);
    }

    Stream<TrackId> ids() {
        return bucket.objects(prefix + RenditionLayout.TRACKS)
                .map(object -> RenditionLayout.trackOf(object.key().substring(prefix.length())))
                .flatMap(Optional::stream);
    }

    private String key(TrackId id) {
        return prefix + RenditionLayout.track(id);
    }
}
