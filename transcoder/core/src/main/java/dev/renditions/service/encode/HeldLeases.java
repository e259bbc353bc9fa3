package dev.renditions.service.encode;

import dev.renditions.api.StoreLeases.StoreLease;
import dev.renditions.index.Lease;
import java.util.Optional;

/**
 * The leases for one rendition or track. Immutable.
 *
 * @param inIndex the lease in the index; absent if the index has not answered
 * @param inStore the lease in the store; absent if the lease in the index is enough, or the store has not answered
 * @param rivalInIndex whether another worker has the lease in the index, so that ours is invalid
 * @param rivalInStore whether another worker has the lease in the store
 */
record HeldLeases(Optional<Lease> inIndex, Optional<StoreLease> inStore, boolean rivalInIndex, boolean rivalInStore) {
    /** No lease anywhere. */
    static final HeldLeases NONE = new HeldLeases(Optional.empty(), Optional.empty());

    /** Leases without a rival. */
    HeldLeases(Optional<Lease> inIndex, Optional<StoreLease> inStore) {
        this(inIndex, inStore, false, false);
    }

    /** These leases, updated with the answer of the index. */
    HeldLeases with(RenditionLeases.InIndex answer) {
        return new HeldLeases(answer.lease(), inStore, answer.rival(), rivalInStore);
    }

    /** These leases, updated with the answer of the store. */
    HeldLeases with(RenditionLeases.InStore answer) {
        return new HeldLeases(inIndex, answer.lease(), rivalInIndex, answer.rival());
    }

    /** The lease in the index, if this worker still has it. */
    Optional<Lease> ownInIndex() {
        return inIndex.filter(lease -> !rivalInIndex);
    }

    /** Whether another worker makes the same. */
    boolean hasRival() {
        return rivalInIndex || rivalInStore;
    }
}
