package dev.renditions.service;

import dev.renditions.api.ObjectStore;
import dev.renditions.api.StoreException;
import dev.renditions.api.StoredRendition;
import dev.renditions.api.Timing;
import dev.renditions.index.IndexUnavailableException;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.RenditionLocations;
import dev.renditions.index.codec.EntryCodec;
import dev.renditions.kind.Profile;
import dev.renditions.profile.ProfileCatalog;
import dev.renditions.service.index.TtlJitter;
import dev.renditions.support.ParallelWalk;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Tells an index of everything that a store holds: for an index that was lost, or is new. What others record meanwhile is
 * left as it is, so it can be done while they work, and done again. However many renditions there are, a few are in memory
 * at a time.
 */
public final class IndexRebuild {
    /** How long the index remembers a rendition whose profile is not in the catalogue any more. */
    static final Duration TTL_OF_UNKNOWN = Duration.ofDays(30);

    /** Together about as long as a client needs to connect again to a server that was away for a moment. */
    private static final Duration PAUSE = Duration.ofMillis(100);

    private static final int FAILURES_A_THREAD = 20;
    private final ObjectStore store;
    private final RenditionLocations index;
    private final ProfileCatalog catalog;
    private final Timing timing;

    /** A rebuild of an index from a store, both of which stay the caller's to close. */
    public IndexRebuild(ObjectStore store, RenditionLocations index, ProfileCatalog catalog, Timing timing) {
        this.store = store;
        this.index = index;
        this.catalog = catalog;
        this.timing = timing;
    }

    /**
     * Does it. A manifest that can't be read is counted and passed over. An index that gives no answer is asked again for
     * some seconds; then that rendition is counted and passed over too, and one that answers nothing at all ends it.
     *
     * @param threads how many renditions are looked at at once, at least one
     * @throws StoreException if the renditions can't be listed to their end
     * @throws CancellationException if the calling thread is interrupted; its flag stays set
     */
    public Report run(int threads, Listener listener) {
        Pass pass = new Pass(listener, threads * FAILURES_A_THREAD);
        try (Stream<RenditionKey> keys = store.keys()) {
            ParallelWalk.each(keys, threads, pass::goesOn, pass::look, "the rebuild");
            return pass.end();
        }
    }

    /**
     * What became of the renditions of the store.
     *
     * @param recorded the index did not know them, and does now
     * @param present the index knew them
     * @param unstorable their locations are too long for the index, so the store is asked for them each time
     * @param unreadable their manifests can't be read
     * @param unanswered the index gave no answer when it was told of them, again and again
     * @param outage why it ended early: what the index said; absent if it did not
     */
    public record Report(
            long recorded, long present, long unstorable, long unreadable, long unanswered, Optional<String> outage) {
        private static final Report EMPTY = new Report(0, 0, 0, 0, 0, Optional.empty());

        /** All that were looked at. */
        public long seen() {
            return recorded + present + unstorable + unreadable + unanswered;
        }

        /** Whether the index knows every rendition of the store now, but for those that it can't. */
        public boolean isWhole() {
            return unreadable == 0 && unanswered == 0 && outage.isEmpty();
        }

        private Report plus(Report one) {
            return new Report(
                    recorded + one.recorded,
                    present + one.present,
                    unstorable + one.unstorable,
                    unreadable + one.unreadable,
                    unanswered + one.unanswered,
                    outage.or(one::outage));
        }
    }

    /** Told how far a rebuild is. Called on whichever thread does the work, by one at a time. */
    public interface Listener {
        /** Hears nothing. */
        Listener NONE = soFar -> {};

        /** One more rendition was looked at. */
        void progressed(Report soFar);

        /** A manifest can't be read; called before {@link #progressed}. */
        default void unreadable(RenditionKey key, StoreException why) {}
    }

    /** One going through the store; its methods but {@link #end} are called by many threads. */
    private final class Pass {
        private static final Report RECORDED = new Report(1, 0, 0, 0, 0, Optional.empty());
        private static final Report PRESENT = new Report(0, 1, 0, 0, 0, Optional.empty());
        private static final Report UNSTORABLE = new Report(0, 0, 1, 0, 0, Optional.empty());
        private static final Report UNREADABLE = new Report(0, 0, 0, 1, 0, Optional.empty());
        private static final Report UNANSWERED = new Report(0, 0, 0, 0, 1, Optional.empty());

        private final Listener listener;
        private final int mostFailures;
        private final AtomicInteger failuresInARow = new AtomicInteger();
        private Report report = Report.EMPTY;
        private volatile boolean out;

        Pass(Listener listener, int mostFailures) {
            this.listener = listener;
            this.mostFailures = mostFailures;
        }

        boolean goesOn() {
            return !out;
        }

        /** An index that gave no answer is asked again for the same rendition, for a while. */
        void look(RenditionKey key) {
            try {
                Optional<StoredRendition> stored = store.examine(key);
                if (stored.isPresent()) {
                    recordUntilAnswered(key, stored.get());
                }
            } catch (StoreException e) {
                addUnreadable(key, e);
            }
        }

        private void recordUntilAnswered(RenditionKey key, StoredRendition stored) {
            for (int failures = 1; ; failures++) {
                try {
                    add(record(key, stored));
                    return;
                } catch (IndexUnavailableException e) {
                    if (!mayAskAgain(e) || failures == FAILURES_A_THREAD) {
                        add(UNANSWERED);
                        return;
                    }
                }
            }
        }

        synchronized Report end() {
            return report;
        }

        private Report record(RenditionKey key, StoredRendition stored) {
            boolean recorded = index.recordIfAbsent(key, stored.location(), ttl(key));
            failuresInARow.set(0);
            if (recorded) {
                return RECORDED;
            }
            // No entry is there to be found if the index can't store one; to ask for each would double the work.
            boolean absent = EntryCodec.encode(stored.location()).isEmpty()
                    && index.find(key).isEmpty();
            return absent ? UNSTORABLE : PRESENT;
        }

        private synchronized void add(Report one) {
            report = report.plus(one);
            listener.progressed(report);
        }

        private synchronized void addUnreadable(RenditionKey key, StoreException e) {
            listener.unreadable(key, e);
            add(UNREADABLE);
        }

        private boolean mayAskAgain(IndexUnavailableException e) {
            if (failuresInARow.incrementAndGet() >= mostFailures) {
                stop(e);
            }
            try {
                if (goesOn()) {
                    timing.pause().pause(PAUSE);
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            return goesOn() && !Thread.currentThread().isInterrupted();
        }

        private synchronized void stop(IndexUnavailableException e) {
            if (!out) {
                out = true;
                report = report.plus(new Report(0, 0, 0, 0, 0, Optional.of(String.valueOf(e.getMessage()))));
            }
        }

        private Duration ttl(RenditionKey key) {
            Duration ttl = catalog.find(key.profile().name()).map(Profile::ttl).orElse(TTL_OF_UNKNOWN);
            return new TtlJitter(timing.random()).shorten(ttl);
        }
    }
}
