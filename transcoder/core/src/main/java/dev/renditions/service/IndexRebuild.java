package dev.renditions.service;

import dev.renditions.api.ObjectStore;
import dev.renditions.api.StoreException;
import dev.renditions.api.StoredRendition;
import dev.renditions.api.Timing;
import dev.renditions.api.track.RenditionTrack;
import dev.renditions.index.IndexUnavailableException;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.RenditionLocations;
import dev.renditions.index.TrackLocations;
import dev.renditions.index.codec.EntryCodec;
import dev.renditions.kind.Profile;
import dev.renditions.profile.ProfileCatalog;
import dev.renditions.service.index.TtlJitter;
import dev.renditions.support.ParallelWalk;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Records every rendition of a store and its tracks in an index that is new or was lost, and restores missing pointers to tracks
 * in the store. Entries that workers record at the same time stay
 * unchanged, so a rebuild can run while they work, and can be repeated. Only a few renditions are in memory at a time.
 */
public final class IndexRebuild {
    /** How long the index remembers a rendition whose profile was removed from the catalogue. */
    static final Duration TTL_OF_UNKNOWN = Duration.ofDays(30);

    /** The pause between attempts. Together they last about as long as a client needs to reconnect after a short outage. */
    private static final Duration PAUSE = Duration.ofMillis(100);

    private static final int FAILURES_PER_THREAD = 20;
    private final ObjectStore store;
    private final RenditionLocations index;
    private final TrackRebuild tracks;
    private final ProfileCatalog catalog;
    private final Timing timing;

    /** A rebuild of an index from a store. The caller closes both. */
    public IndexRebuild(
            ObjectStore store, RenditionLocations index, TrackLocations tracks, ProfileCatalog catalog, Timing timing) {
        this.store = store;
        this.index = index;
        this.tracks = new TrackRebuild(store, tracks);
        this.catalog = catalog;
        this.timing = timing;
    }

    /**
     * Runs the rebuild. A manifest that can't be read is counted and skipped. If the index does not answer, the call is retried
     * for some seconds; then that rendition is counted and skipped too. If the index does not answer at all, the rebuild ends.
     *
     * @param threads how many renditions are processed at once, at least one
     * @throws StoreException if not all renditions can be listed
     * @throws CancellationException if the calling thread is interrupted; its interrupt flag stays set
     */
    public Report run(int threads, Listener listener) {
        Pass pass = new Pass(listener, threads * FAILURES_PER_THREAD);
        try (Stream<RenditionKey> keys = store.keys()) {
            ParallelWalk.each(keys, threads, pass::isRunning, pass::process, "the rebuild");
            return pass.end();
        }
    }

    /**
     * Counts the renditions of the store by result.
     *
     * @param recorded those that were missing in the index and are now recorded
     * @param present those that the index had already
     * @param unstorable those whose locations are too long for the index, so that every request for them asks the store
     * @param unreadable those whose manifests can't be read
     * @param unanswered those for which the index did not answer, after all retries
     * @param outage the message of the index if its outage ended the rebuild early; absent if it did not
     * @param tracks the tracks of these renditions
     */
    public record Report(
            long recorded,
            long present,
            long unstorable,
            long unreadable,
            long unanswered,
            Optional<String> outage,
            TrackCounts tracks) {
        private static final Report EMPTY = new Report(0, 0, 0, 0, 0, Optional.empty());

        /** A report without tracks. */
        public Report(
                long recorded,
                long present,
                long unstorable,
                long unreadable,
                long unanswered,
                Optional<String> outage) {
            this(recorded, present, unstorable, unreadable, unanswered, outage, TrackCounts.NONE);
        }

        private static Report of(TrackCounts tracks) {
            return new Report(0, 0, 0, 0, 0, Optional.empty(), tracks);
        }

        /** All renditions that were processed. */
        public long seen() {
            return recorded + present + unstorable + unreadable + unanswered;
        }

        /** Whether the index now has every rendition of the store and its tracks, except unstorable ones. */
        public boolean isWhole() {
            return unreadable == 0 && unanswered == 0 && tracks.unanswered() == 0 && outage.isEmpty();
        }

        private Report plus(Report one) {
            return new Report(
                    recorded + one.recorded,
                    present + one.present,
                    unstorable + one.unstorable,
                    unreadable + one.unreadable,
                    unanswered + one.unanswered,
                    outage.or(one::outage),
                    tracks.plus(one.tracks));
        }
    }

    /** Receives the progress of a rebuild. Called on the working threads, by one at a time. */
    public interface Listener {
        /** Ignores all events. */
        Listener NONE = soFar -> {};

        /** Called after each rendition. */
        void progressed(Report soFar);

        /** Called for a manifest that can't be read, before {@link #progressed}. */
        default void unreadable(RenditionKey key, StoreException why) {}
    }

    /** One pass over the store. All methods except {@link #end} are called by many threads. */
    private final class Pass {
        private static final Report RECORDED = new Report(1, 0, 0, 0, 0, Optional.empty());
        private static final Report PRESENT = new Report(0, 1, 0, 0, 0, Optional.empty());
        private static final Report UNSTORABLE = new Report(0, 0, 1, 0, 0, Optional.empty());
        private static final Report UNREADABLE = new Report(0, 0, 0, 1, 0, Optional.empty());
        private static final Report UNANSWERED = new Report(0, 0, 0, 0, 1, Optional.empty());

        private final Listener listener;
        private final int maxFailures;
        private final AtomicInteger failuresInARow = new AtomicInteger();
        private Report report = Report.EMPTY;
        private volatile boolean stopped;

        Pass(Listener listener, int maxFailures) {
            this.listener = listener;
            this.maxFailures = maxFailures;
        }

        boolean isRunning() {
            return !stopped;
        }

        /** Processes one rendition, with retries if the index does not answer. */
        void process(RenditionKey key) {
            Optional<StoredRendition> stored;
            try {
                stored = store.examine(key);
            } catch (StoreException e) {
                addUnreadable(key, e);
                return;
            }
            stored.ifPresent(there -> add(recordWithTracks(key, there)));
        }

        private Report recordWithTracks(RenditionKey key, StoredRendition stored) {
            Duration ttl = ttl(key);
            Report all = untilAnswered(() -> record(key, stored, ttl), UNANSWERED);
            for (RenditionTrack track : stored.manifest().tracks()) {
                all = all.plus(untilAnswered(
                        () -> Report.of(tracks.record(stored.manifest(), track, ttl)),
                        Report.of(TrackCounts.UNANSWERED)));
            }
            return all;
        }

        private Report untilAnswered(Supplier<Report> call, Report unanswered) {
            for (int failures = 1; ; failures++) {
                try {
                    Report answered = call.get();
                    failuresInARow.set(0);
                    return answered;
                } catch (IndexUnavailableException e) {
                    if (!mayRetry(e) || failures == FAILURES_PER_THREAD) {
                        return unanswered;
                    }
                }
            }
        }

        synchronized Report end() {
            return report;
        }

        private Report record(RenditionKey key, StoredRendition stored, Duration ttl) {
            boolean recorded = index.recordIfAbsent(key, stored.location(), ttl);
            if (recorded) {
                return RECORDED;
            }
            // Only an entry that the index can't store is looked up. To look up every entry would double the work.
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

        private boolean mayRetry(IndexUnavailableException e) {
            if (failuresInARow.incrementAndGet() >= maxFailures) {
                stop(e);
            }
            try {
                if (isRunning()) {
                    timing.pause().pause(PAUSE);
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            return isRunning() && !Thread.currentThread().isInterrupted();
        }

        private synchronized void stop(IndexUnavailableException e) {
            if (!stopped) {
                stopped = true;
                report = report.plus(new Report(0, 0, 0, 0, 0, Optional.of(String.valueOf(e.getMessage()))));
            }
        }

        private Duration ttl(RenditionKey key) {
            Duration ttl = catalog.find(key.profile().name()).map(Profile::ttl).orElse(TTL_OF_UNKNOWN);
            return new TtlJitter(timing.random()).shorten(ttl);
        }
    }
}
