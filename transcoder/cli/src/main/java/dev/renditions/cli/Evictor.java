package dev.renditions.cli;

import dev.renditions.api.Sleeper;
import dev.renditions.index.IndexUnavailableException;
import dev.renditions.index.IndexedRenditions;
import dev.renditions.index.RenditionKey;
import java.time.Duration;
import java.util.concurrent.CancellationException;

/**
 * Evicts many renditions from an index, and counts them. One of thousands of calls may time out, so each is retried for
 * a while. A call that timed out may have been applied, and is not counted then. For one thread.
 */
final class Evictor {
    private static final int TRIES = 20;
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final IndexedRenditions index;
    private final Sleeper pause;
    private long asked;
    private long evicted;

    Evictor(IndexedRenditions index, Sleeper pause) {
        this.index = index;
        this.pause = pause;
    }

    /**
     * Evicts one rendition.
     *
     *
     * @throws IndexUnavailableException if it does not answer for about two seconds
     * @throws CancellationException if the thread is interrupted; its flag stays set
     */
    void evict(RenditionKey key) {
        for (int attempt = 1; ; attempt++) {
            try {
                evicted += index.evict(key) ? 1 : 0;
                asked++;
                return;
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

    /** Such as {@code evicted 2 of 5}. */
    String count() {
        return "evicted " + evicted + " of " + asked;
    }
}
