package dev.renditions.service.index;

import dev.renditions.index.ArtifactIndex;
import java.util.random.RandomGenerator;

/**
 * The index as the service uses it, one part for each of its ports: an outage is not a failure, only an index that is empty
 * and leases that guard nothing. All parts share one {@link OutageGuard}, so an outage is logged once. Immutable and
 * thread-safe.
 */
public record FailSoftIndex(
        FailSoftLocations locations,
        FailSoftFailures failures,
        FailSoftRenditions renditions,
        FailSoftLeases leases,
        FailSoftContentHashes contentHashes,
        FailSoftAnalyses analyses) {
    /**
     * The parts over an index, which stays the caller's to close.
     *
     * @param random shortens times to live
     * @param tally counts outages of look-ups that belong to no profile
     */
    public static FailSoftIndex of(ArtifactIndex index, RandomGenerator random, LookupCounters tally) {
        OutageGuard guard = new OutageGuard();
        TtlJitter jitter = new TtlJitter(random);
        FailSoftLocations locations = new FailSoftLocations(index.locations(), guard, jitter);
        return new FailSoftIndex(
                locations,
                new FailSoftFailures(index.failures(), guard, jitter),
                new FailSoftRenditions(index.renditions(), locations, guard, jitter),
                new FailSoftLeases(index.leases(), guard),
                new FailSoftContentHashes(index.contentHashes(), guard, jitter, tally),
                new FailSoftAnalyses(index.analyses(), guard, jitter));
    }
}
