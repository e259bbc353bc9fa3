package dev.renditions.service.encode;

import dev.renditions.api.ObjectStore;
import dev.renditions.service.lookup.Resolution;
import dev.renditions.service.request.MissingRendition;

/**
 * The right to make one rendition: the lead within this process, and the leases among all processes. It ends once; what
 * comes later does nothing. For one thread.
 */
final class Claim implements AutoCloseable {
    private final MissingRendition wanted;
    private final SingleFlight<?, Resolution>.Lead lead;
    private final LeaseRenewer keeper;
    private final RenditionLeases leases;
    private boolean ended;

    Claim(MissingRendition wanted, SingleFlight<?, Resolution>.Lead lead, LeaseRenewer keeper, RenditionLeases leases) {
        this.wanted = wanted;
        this.lead = lead;
        this.keeper = keeper;
        this.leases = leases;
    }

    MissingRendition wanted() {
        return wanted;
    }

    /** It is not to be made after all: it was there. */
    void found(Resolution answer) {
        release();
        end();
        lead.end(answer);
    }

    /** The store has it. The index is told before others may look. */
    void published(ObjectStore.Publication publication, Resolution answer) {
        leases.published(
                wanted.key(),
                keeper.stop(),
                publication.rendition().location(),
                wanted.plan().profile().ttl());
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
        leases.release(keeper.stop());
    }
}
