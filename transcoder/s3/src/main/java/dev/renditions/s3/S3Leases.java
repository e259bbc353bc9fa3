package dev.renditions.s3;

import dev.renditions.api.StoreLeases;
import dev.renditions.index.LeaseKey;
import dev.renditions.store.LeaseRecord;
import dev.renditions.store.LeaseWatch;
import dev.renditions.store.RenditionLayout;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Leases as small objects under {@code leases/} of the store. A lease is taken by a write with
 * {@code If-None-Match: *}. It is renewed, taken over and deleted on the condition that the object still has the entity
 * tag that was seen last. So if a holder was suspended until its lease expired, its next renewal fails and it notices.
 * Needs {@code s3:GetObject}, {@code s3:PutObject} and {@code s3:DeleteObject} under that prefix.
 */
public final class S3Leases implements StoreLeases {
    /** Under the store's prefix; no rendition's path starts like this. */
    private static final String FOLDER = "leases/";

    private final LeaseObjects objects;
    private final String prefix;
    private final LongSupplier nanoTime;
    private final LeaseWatch watch;

    /**
     * The leases of the store in this bucket with this prefix. The caller closes the client.
     *
     * @param prefix as {@link S3Store} takes it
     */
    public S3Leases(S3Client client, String bucket, String prefix) {
        this(client, bucket, prefix, System::nanoTime);
    }

    S3Leases(S3Client client, String bucket, String prefix, LongSupplier nanoTime) {
        this.objects = new LeaseObjects(client, bucket);
        this.prefix = (prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/") + FOLDER;
        this.nanoTime = nanoTime;
        this.watch = new LeaseWatch(nanoTime);
    }

    @Override
    public Optional<StoreLease> tryTake(LeaseKey key, Duration ttl) {
        String object = prefix + RenditionLayout.lease(key) + ".json";
        LeaseRecord mine = LeaseRecord.create(ttl, false);
        long writeStarted = nanoTime.getAsLong();
        // A lease that was seen a moment ago most likely still exists, and a read is cheaper than a refused write.
        Optional<String> tag = watch.knows(key) ? Optional.empty() : objects.create(object, mine);
        if (tag.isEmpty()) {
            tag = takeOver(key, object, mine);
        }
        tag.ifPresent(taken -> watch.forget(key));
        return tag.map(taken -> new S3Lease(objects, object, mine, taken, writeStarted, nanoTime));
    }

    /** The entity tag of our lease if we could take over one that has expired or ended. */
    private Optional<String> takeOver(LeaseKey key, String object, LeaseRecord mine) {
        Optional<LeaseObjects.Seen> seen = objects.read(object);
        if (seen.isEmpty()) {
            watch.forget(key);
            return objects.create(object, mine);
        }
        String tag = seen.get().tag();
        if (seen.get().record().filter(mine::isOfSameHolder).isPresent()) {
            // The response to our own write was lost.
            return Optional.of(tag);
        }
        Duration length = seen.get().record().map(LeaseRecord::length).orElse(mine.length());
        if (!watch.hasExpired(key, tag, length)) {
            return Optional.empty();
        }
        return objects.replace(object, tag, mine)
                .or(() -> objects.read(object)
                        .filter(now -> now.record().filter(mine::isOfSameHolder).isPresent())
                        .map(LeaseObjects.Seen::tag));
    }

    @Override
    public void close() {
        // The caller closes the client.
    }
}
