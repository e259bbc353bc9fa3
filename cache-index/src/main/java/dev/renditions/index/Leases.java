package dev.renditions.index;

import java.time.Duration;
import java.util.Optional;

/** Leases decide which worker makes a rendition or a track. The rules for every call are in {@link ArtifactIndex}. */
public interface Leases {
    /**
     * Takes the lease if it is free; does not wait for its holder. A lease that this index saw before and that vanished
     * early, or can't be read now, may count as held until its end, so that its holder can take it back.
     *
     * @param ttl how long the lease lasts unless renewed; at most the time that the holder itself has left
     * @return the lease, or empty while another worker holds it
     */
    Optional<Lease> tryLease(LeaseKey key, Duration ttl);

    /**
     * Renews a lease to {@code ttl} from now. One that ended, or vanished, is taken back under its token if it is free.
     *
     * @return the lease with its new end, or empty if another worker holds it now
     */
    Optional<Lease> renew(Lease lease, Duration ttl);

    /**
     * Ends a lease without a result, if the holder still has it, so that another worker may take it at once.
     *
     * @return whether the holder had it
     */
    boolean release(Lease lease);

    /**
     * Whether this process has seen a lease of another worker that has not ended since, as far as it knows. Without a
     * round trip, for callers that can't ask the index at the moment.
     */
    boolean wasSeen(LeaseKey key);

    /**
     * Whether other processes see the same leases. Leases that are not shared exclude only threads of this process. A
     * constant of the adapter, without a round trip.
     */
    boolean isShared();
}
