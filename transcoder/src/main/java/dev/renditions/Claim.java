package dev.renditions;

import java.time.Duration;
import java.util.Optional;

/**
 * The right to make one rendition: the lead within this process, and the lease among all processes, unless the index is out
 * and nobody can have it. It ends once; what comes later does nothing. For one thread.
 */
final class Claim implements AutoCloseable {
    private final Wanted wanted;
    private final SingleFlight<?, Answer>.Lead lead;
    private final Optional<LeaseKeeper> lease;
    private final TolerantIndex index;
    private boolean ended;

    Claim(Wanted wanted, SingleFlight<?, Answer>.Lead lead, Optional<LeaseKeeper> lease, TolerantIndex index) {
        this.wanted = wanted;
        this.lead = lead;
        this.lease = lease;
        this.index = index;
    }

    Wanted wanted() {
        return wanted;
    }

    /** It is not to be made after all: it was there. */
    void found(Answer answer) {
        release();
        end();
        lead.end(answer);
    }

    /** The store has it. The index is told before others may look. */
    void published(ObjectStore.Publication publication, Answer answer) {
        Duration ttl = wanted.plan().profile().ttl();
        var location = publication.rendition().location();
        // Without a lease, or with one that was lost, it is told all the same: the store has it.
        lease.flatMap(LeaseKeeper::stop)
                .ifPresentOrElse(
                        held -> index.publish(held, location, ttl), () -> index.record(wanted.key(), location, ttl));
        end();
        lead.end(answer);
    }

    /** It can't be made, or not by us. */
    void failed(RuntimeException reason) {
        release();
        end();
        lead.fail(reason);
    }

    /** Lets go of it, if it has not ended. */
    @Override
    public void close() {
        if (!ended) {
            release();
            end();
            lead.giveUp();
        }
    }

    boolean ended() {
        return ended;
    }

    private void end() {
        ended = true;
    }

    private void release() {
        lease.flatMap(LeaseKeeper::stop).ifPresent(index::release);
    }
}
