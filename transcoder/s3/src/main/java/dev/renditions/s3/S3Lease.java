package dev.renditions.s3;

import dev.renditions.api.StoreLeases.StoreLease;
import dev.renditions.store.LeaseRecord;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** A lease in S3 that this process holds. */
final class S3Lease implements StoreLease {
    private final LeaseObjects objects;
    private final String object;
    private final LongSupplier nanoTime;
    private LeaseRecord record;
    private String tag;
    private long renewed;
    private boolean ended;

    /**
     * A lease that has just been written.
     *
     * @param writeStarted when the write of the lease started, the earliest time from which others may count
     */
    S3Lease(
            LeaseObjects objects,
            String object,
            LeaseRecord record,
            String tag,
            long writeStarted,
            LongSupplier nanoTime) {
        this.objects = objects;
        this.object = object;
        this.record = record;
        this.tag = tag;
        this.renewed = writeStarted;
        this.nanoTime = nanoTime;
    }

    @Override
    public synchronized boolean renew(Duration ttl) {
        if (ended) {
            return false;
        }
        long writeStarted = nanoTime.getAsLong();
        LeaseRecord next = record.renewed(ttl);
        Optional<String> written = objects.replace(object, tag, next).or(() -> afterRefusal(next));
        if (written.isEmpty()) {
            ended = true;
            return false;
        }
        record = next;
        tag = written.get();
        renewed = writeStarted;
        return true;
    }

    /**
     * A renewal whose response was lost is refused when it is sent again. The lease may also have been deleted by an
     * operator.
     */
    private Optional<String> afterRefusal(LeaseRecord next) {
        Optional<LeaseObjects.Seen> seen = objects.read(object);
        if (seen.isEmpty()) {
            return objects.create(object, next);
        }
        return seen.filter(now -> now.record().filter(next::isOfSameHolder).isPresent())
                .map(LeaseObjects.Seen::tag);
    }

    /**
     * Deletes the lease only before it can have expired: not every S3 service supports conditional deletes, and the
     * lease of another process must never be deleted.
     */
    @Override
    public synchronized void release() {
        if (ended) {
            return;
        }
        ended = true;
        boolean expired = nanoTime.getAsLong() - renewed >= record.length().toNanos();
        if (!expired && !objects.deleteIfUnchanged(object, tag)) {
            objects.delete(object);
        }
    }
}
