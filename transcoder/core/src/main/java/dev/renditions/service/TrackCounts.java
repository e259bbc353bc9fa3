package dev.renditions.service;

/**
 * Counts the tracks of a store by the result of a rebuild. Immutable.
 *
 * @param recorded those that were missing in the index, or led nowhere, and are now recorded
 * @param present those that the index had already
 * @param unanswered those for which the index did not answer, after all retries
 * @param pointed those whose pointer was missing or led nowhere, and is now written
 * @param unpointed those whose pointer could not be read or written
 */
public record TrackCounts(long recorded, long present, long unanswered, long pointed, long unpointed) {
    /** No tracks. */
    public static final TrackCounts NONE = new TrackCounts(0, 0, 0, 0, 0);

    static final TrackCounts UNANSWERED = new TrackCounts(0, 0, 1, 0, 0);

    TrackCounts plus(TrackCounts one) {
        return new TrackCounts(
                recorded + one.recorded,
                present + one.present,
                unanswered + one.unanswered,
                pointed + one.pointed,
                unpointed + one.unpointed);
    }
}
