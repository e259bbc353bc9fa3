package dev.renditions.s3;

import dev.renditions.api.StoreLeases.StoreLease;
import dev.renditions.store.LeaseRecord;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** A lease in S3 that this process took. */
final class S3Lease implements StoreLease {
    private final LeaseObjects objects;
    private final String object;
    private final LongSupplier nanoTime;
    private LeaseRecord record;
    private String tag;
    private long renewed;
    private boolean ended;

    /**
     * Taken.
     *
     * @param asked when its write was begun: others may count from then
     */
    S3Lease(LeaseObjects objects, String object, LeaseRecord record, String tag, long asked, LongSupplier nanoTime) {
        this.objects = objects;
        this.object = object;
        this.record = record;
        this.tag = tag;
        this.renewed = asked;
        this.nanoTime = nanoTime;
    }

    @Override
    public synchronized boolean renew(Duration ttl) {
        if (ended) {
            return false;
        }
        long asked = nanoTime.getAsLong();
        LeaseRecord next = record.renewed(ttl);
        Optional<String> written = objects.replace(object, tag, next).or(() -> afterRefusal(next));
        if (written.isEmpty()) {
            ended = true;
            return false;
        }
        record = next;
        tag = written.get();
        renewed = asked;
        return true;
    }

    /** A renewal whose answer was lost is refused when it is sent again; and a lease may have been deleted by hand. */
    private Optional<String> afterRefusal(LeaseRecord next) {
        Optional<LeaseObjects.Seen> seen = objects.read(object);
        if (seen.isEmpty()) {
            return objects.create(object, next);
        }
        return seen.filter(now -> now.record().filter(next::isOfSameHolder).isPresent())
                .map(LeaseObjects.Seen::tag);
    }

    /**
     * Deleted only while nobody can have taken it over: not every S3 heeds a condition on a deletion, and none must delete
     * the lease of another.
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
