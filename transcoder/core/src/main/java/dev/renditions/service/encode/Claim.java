package dev.renditions.service.encode;

import dev.renditions.api.Ending;
import dev.renditions.kind.MissingRendition;

/**
 * The right to make one rendition: the lead in this process, and the leases among all processes. Only the first end has an
 * effect. Not thread-safe.
 */
final class Claim implements AutoCloseable {
    private final MissingRendition rendition;
    private final SingleFlight<?, Ending>.Lead lead;
    private final LeaseRenewer renewer;
    private final RenditionLeases leases;
    private boolean ended;

    Claim(MissingRendition rendition, SingleFlight<?, Ending>.Lead lead, LeaseRenewer renewer, RenditionLeases leases) {
        this.rendition = rendition;
        this.lead = lead;
        this.renewer = renewer;
        this.leases = leases;
    }

    MissingRendition rendition() {
        return rendition;
    }

    boolean hasEnded() {
        return ended;
    }

    /** Ends it with the result of its rendition. A publication is recorded in the index before other workers can look it up. */
    void end(Ending ending) {
        if (ended) {
            return;
        }
        if (ending instanceof Ending.Published published) {
            leases.published(
                    rendition.key(),
                    renewer.stop(),
                    published.at(),
                    rendition.plan().profile().ttl());
        } else {
            leases.release(renewer.stop());
        }
        ended = true;
        if (ending instanceof Ending.Failed failed) {
            lead.fail(failed.cause());
        } else {
            lead.end(ending);
        }
    }

    /** Gives the claim up, if it has not ended. */
    @Override
    public void close() {
        if (!ended) {
            leases.release(renewer.stop());
            ended = true;
            lead.giveUp();
        }
    }
}
