package dev.renditions.service.encode;

import dev.renditions.api.StoreLeases.StoreLease;
import dev.renditions.index.Lease;
import java.util.Optional;

/**
 * The leases that guard the making of one rendition. Immutable.
 *
 * @param inIndex the lease in the index; absent if the index has not answered
 * @param inStore the lease in the store; absent where the index guards alone, or the store has not answered
 * @param rivalInIndex whether another worker has the lease in the index, so that ours is not
 * @param rivalInStore whether another worker has the lease in the store
 */
record HeldLeases(Optional<Lease> inIndex, Optional<StoreLease> inStore, boolean rivalInIndex, boolean rivalInStore) {
    /** No lease anywhere. */
    static final HeldLeases NONE = new HeldLeases(Optional.empty(), Optional.empty());

    /** Leases that nobody disputes. */
    HeldLeases(Optional<Lease> inIndex, Optional<StoreLease> inStore) {
        this(inIndex, inStore, false, false);
    }

    /** With what the index said. */
    HeldLeases with(RenditionLeases.InIndex answer) {
        return new HeldLeases(answer.lease(), inStore, answer.rival(), rivalInStore);
    }

    /** With what the store said. */
    HeldLeases with(RenditionLeases.InStore answer) {
        return new HeldLeases(inIndex, answer.lease(), rivalInIndex, answer.rival());
    }

    /** The lease in the index, if it is still ours. */
    Optional<Lease> ownInIndex() {
        return inIndex.filter(lease -> !rivalInIndex);
    }

    /** Whether another worker makes the same rendition. */
    boolean hasRival() {
        return rivalInIndex || rivalInStore;
    }
}
