package dev.renditions.cli;

import dev.renditions.api.Sleeper;
import dev.renditions.api.track.RenditionTrack;
import dev.renditions.index.IndexUnavailableException;
import dev.renditions.index.IndexedRenditions;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.TrackLocations;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * Evicts many renditions and their tracks from an index, and counts them. One of thousands of calls may time out, so each is retried for
 * a while. A call that timed out may have been applied, and is not counted then. For one thread.
 */
final class Evictor {
    private static final int TRIES = 20;
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final IndexedRenditions renditions;
    private final TrackLocations tracks;
    private final Sleeper pause;
    private long asked;
    private long evicted;
    private long evictedTracks;

    Evictor(IndexedRenditions renditions, TrackLocations tracks, Sleeper pause) {
        this.renditions = renditions;
        this.tracks = tracks;
        this.pause = pause;
    }

    /**
     * Evicts one rendition.
     *
     * @throws IndexUnavailableException if it does not answer for about two seconds
     * @throws CancellationException if the thread is interrupted; its flag stays set
     */
    void evict(RenditionKey key) {
        evicted += untilAnswered(() -> renditions.evict(key)) ? 1 : 0;
        asked++;
    }

    /**
     * Evicts tracks, wherever the index says that they are.
     *
     * @throws IndexUnavailableException if it does not answer for about two seconds
     * @throws CancellationException if the thread is interrupted; its flag stays set
     */
    void evict(List<RenditionTrack> some) {
        for (RenditionTrack track : some) {
            evictedTracks += untilAnswered(() -> tracks.evict(track.id())) ? 1 : 0;
        }
    }

    private boolean untilAnswered(BooleanSupplier call) {
        for (int attempt = 1; ; attempt++) {
            try {
                return call.getAsBoolean();
            } catch (IndexUnavailableException e) {
                if (attempt == TRIES) {
                    throw e;
                }
                pauseBeforeRetry();
            }
        }
    }

    private void pauseBeforeRetry() {
        try {
            pause.pause(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("eviction was interrupted");
        }
    }

    /** The number of renditions for which the index has answered. */
    long asked() {
        return asked;
    }

    /** Such as {@code evicted 2 of 5, and 3 tracks}. */
    String count() {
        return "evicted " + evicted + " of " + asked
                + (evictedTracks == 0 ? "" : ", and " + evictedTracks + (evictedTracks == 1 ? " track" : " tracks"));
    }
}
