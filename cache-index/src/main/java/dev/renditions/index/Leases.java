package dev.renditions.index;

import java.time.Duration;
import java.util.Optional;

/** Which worker makes a rendition. For what holds for every call see {@link ArtifactIndex}. */
public interface Leases {
    /**
     * Takes the lease if it is free. Does not wait for its holder. A lease that this index saw and that vanished early, or
     * that can't be read now, may count as held until it would have ended, so that its holder can take it back.
     *
     * @param ttl how long the lease lasts unless renewed; at most the time that the holder itself has left
     * @return the lease, or empty while another worker holds it
     */
    Optional<Lease> tryLease(RenditionKey key, Duration ttl);

    /**
     * Renews a lease to {@code ttl} from now. One that ended, or vanished, is taken back under its token if it is free.
     *
     * @return the lease with its new end, or empty if another worker holds it now
     */
    Optional<Lease> renew(Lease lease, Duration ttl);

    /**
     * Ends a lease without a rendition, if the holder still has it, so that another worker may take it at once.
     *
     * @return whether the holder had it
     */
    boolean release(Lease lease);

    /**
     * Whether other processes see the same leases. Leases that are not shared guard only against threads of this process. A
     * property of the adapter: always the same answer, without a round trip.
     */
    boolean isShared();
}
