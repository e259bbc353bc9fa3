package dev.renditions.api.segment;

import dev.renditions.index.SegmentId;
import dev.renditions.index.TrackId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Keeps segments until their track is complete, so that workers share a long film, and a repeated request goes on where a
 * crashed one ended. A segment lies under {@code segments/<first two hex digits>/<track ID>/<first>-<end>.mp4}. Once a rendition
 * with the track is published, its segments are deleted; a lifecycle rule deletes those that are left.
 *
 * <p>A segment is written atomically and never replaced: a reader sees all of it or none. All methods may be called from many
 * threads and processes at once.
 */
public interface SegmentStore {
    /** How long the segments of a track that was not completed are kept: longer than a film takes on one machine. */
    Duration KEPT = Duration.ofDays(7);

    /** The most bytes of a segment: a minute at 280 Mbit/s. */
    long MOST_BYTES = 2L << 30;

    /** Keeps nothing: tracks are encoded as a whole. */
    SegmentStore NONE = new SegmentStore() {
        @Override
        public boolean keeps() {
            return false;
        }

        @Override
        public Set<SegmentId> find(TrackId track) {
            return Set.of();
        }

        @Override
        public boolean publish(SegmentId id, Path file) {
            throw new UnsupportedOperationException("this store keeps no segments");
        }

        @Override
        public void fetch(SegmentId id, Path target) {
            throw new UnsupportedOperationException("this store keeps no segments");
        }

        @Override
        public void delete(TrackId track) {}

        @Override
        public Stream<SegmentId> ids() {
            return Stream.empty();
        }
    };

    /** Whether it keeps segments at all. */
    default boolean keeps() {
        return true;
    }

    /**
     * The segments of a track that exist. One request as a rule.
     *
     * @throws dev.renditions.api.StoreException if the store does not answer
     */
    Set<SegmentId> find(TrackId track);

    /**
     * Stores a segment, unless it exists.
     *
     * @return whether it is this one that is stored; false if another worker was first
     * @throws dev.renditions.api.StoreException if the store does not accept it
     */
    boolean publish(SegmentId id, Path file);

    /**
     * Copies a segment and verifies that its bytes are those that were stored. After an exception the target does not exist.
     *
     * @param target a new file in an existing folder
     * @throws dev.renditions.api.StoreException if it is missing or damaged, if the store does not answer, or if the target can't
     *     be written. A damaged one is deleted, so that it is made again
     */
    void fetch(SegmentId id, Path target);

    /**
     * Deletes all segments of a track, if there are any.
     *
     * @throws dev.renditions.api.StoreException if the store does not answer
     */
    void delete(TrackId track);

    /**
     * Every segment, in no particular order. The stream is lazy; close it.
     *
     * @throws dev.renditions.api.StoreException here or while it is read, if the store does not answer
     */
    Stream<SegmentId> ids();
}
