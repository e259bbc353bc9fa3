package dev.renditions.index;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * Where encoded tracks are. Entries are hints: before a track is used, the store must confirm that the rendition exists and
 * lists it. The rules for every call are in {@link ArtifactIndex}.
 */
public interface TrackLocations {
    /**
     * The recorded locations of several tracks, in one round trip to each server that holds some of them. Not atomic across
     * the tracks; throws if the answer for one of them is missing.
     *
     * @return a location for each track that has one
     */
    Map<TrackId, TrackLocation> findAll(Set<TrackId> tracks);

    /** Records a location and overwrites any earlier one. Needs no lease. */
    void record(TrackId track, TrackLocation location, Duration ttl);

    /**
     * Records a location if none is recorded: for code that fills an index while others use it.
     *
     * @return whether it was recorded; {@code false} if an entry exists
     */
    boolean recordIfAbsent(TrackId track, TrackLocation location, Duration ttl);

    /**
     * Deletes the location of a track; its lease stays.
     *
     * @return whether it existed
     */
    boolean evict(TrackId track);
}
