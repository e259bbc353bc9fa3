package dev.renditions.service.encode;

import dev.renditions.api.Timing;
import dev.renditions.service.encode.TrackLibrary.Search;
import dev.renditions.support.WallClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CancellationException;

/** How one request waits for the tracks that other workers encode. Not thread-safe. */
final class TrackWait {
    private static final Duration FIRST_POLL = Duration.ofMillis(50);

    private final TrackLibrary library;
    private final Duration patience;
    private final Timing timing;
    private Instant begin;
    private final StorePolling polling = new StorePolling();
    private Duration poll = FIRST_POLL;
    private Search search = Search.INDEX;

    /**
     * Begins to wait.
     *
     * @param patience how long it may take
     */
    TrackWait(TrackLibrary library, Duration patience, Timing timing) {
        this.library = library;
        this.patience = patience;
        this.timing = timing;
        this.begin = timing.clock().instant();
    }

    /**
     * Waits a moment, longer each time.
     *
     * @param inStore whether the other worker has a lease in the store, where each attempt is a request
     * @return whether there was time left for it
     */
    boolean pause(boolean inStore) {
        if (WallClock.since(begin, timing.clock()).compareTo(patience) >= 0) {
            return false;
        }
        // Jitter prevents many waiters from polling at the same time.
        Duration pause = Follower.jittered(poll, timing.random());
        pause(timing, pause, "a track");
        Duration last = inStore ? Follower.LAST_STORE_POLL : Follower.LAST_POLL;
        poll = poll.compareTo(last) < 0 ? poll.multipliedBy(2) : last;
        search = polling.isDue(pause) ? Search.INDEX_AND_STORE : Search.INDEX;
        return true;
    }

    /** The other worker makes progress: it is waited for from now on. */
    void restart() {
        begin = timing.clock().instant();
    }

    /**
     * Waits.
     *
     * @param what what another worker encodes meanwhile, for the message of an interrupt
     * @throws CancellationException if the thread is interrupted
     */
    static void pause(Timing timing, Duration length, String what) {
        try {
            timing.pause().pause(length);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            CancellationException cancelled =
                    new CancellationException("interrupted while another worker was encoding " + what);
            cancelled.initCause(e);
            throw cancelled;
        }
    }

    /** Looks the tracks of a plan up again: in the index after each pause, in the store after some. */
    TrackPlan lookUp(TrackPlan plan) {
        return plan.with(library.find(Set.copyOf(plan.ids().values()), search));
    }
}
