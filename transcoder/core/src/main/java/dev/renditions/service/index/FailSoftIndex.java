package dev.renditions.service.index;

import dev.renditions.index.ArtifactIndex;
import java.util.random.RandomGenerator;

/**
 * The index as the service uses it, with one part for each port. An outage is not a failure: the index then seems to be empty,
 * and its leases guard nothing. All parts share one {@link OutageGuard}, so an outage is logged once. Immutable and thread-safe.
 */
public record FailSoftIndex(
        FailSoftLocations locations,
        FailSoftFailures failures,
        FailSoftRenditions renditions,
        FailSoftTracks tracks,
        FailSoftLeases leases,
        FailSoftContentHashes contentHashes,
        FailSoftAnalyses analyses) {
    /**
     * The parts for an index. The caller closes the index.
     *
     * @param random shortens times to live
     * @param counters counts outages of look-ups that belong to no profile
     */
    public static FailSoftIndex of(ArtifactIndex index, RandomGenerator random, LookupCounters counters) {
        OutageGuard guard = new OutageGuard();
        TtlJitter jitter = new TtlJitter(random);
        FailSoftLocations locations = new FailSoftLocations(index.locations(), guard, jitter);
        return new FailSoftIndex(
                locations,
                new FailSoftFailures(index.failures(), guard, jitter),
                new FailSoftRenditions(index.renditions(), locations, guard, jitter),
                new FailSoftTracks(index.tracks(), guard, jitter),
                new FailSoftLeases(index.leases(), guard),
                new FailSoftContentHashes(index.contentHashes(), guard, jitter, counters),
                new FailSoftAnalyses(index.analyses(), guard, jitter));
    }
}
