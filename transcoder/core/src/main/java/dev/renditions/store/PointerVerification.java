package dev.renditions.store;

import dev.renditions.api.StoreException;
import dev.renditions.index.TrackId;
import dev.renditions.index.TrackLocation;
import dev.renditions.support.ParallelWalk;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

/**
 * Finds pointers to tracks whose rendition is gone or does not list the track. They are harmless: a look-up through one is a
 * miss. May run while workers publish.
 */
public final class PointerVerification {
    /** After as many consecutive pointers without an answer, the store counts as unavailable and the verification ends. */
    private static final int OUTAGE = 50;

    private final InspectableStore store;
    private final boolean repair;

    /**
     * A verification of the pointers of a store, which the caller closes.
     *
     * @param repair whether dangling pointers are removed
     */
    public PointerVerification(InspectableStore store, boolean repair) {
        this.store = store;
        this.repair = repair;
    }

    /**
     * Verifies the pointers. One for which the store does not answer is counted and skipped.
     *
     * @param threads how many pointers are checked at once, at least one
     * @throws StoreException if the pointers can't all be listed, or the store repeatedly does not answer
     * @throws CancellationException if the calling thread is interrupted; its flag stays set
     */
    public Report run(int threads, Listener listener) {
        Pass pass = new Pass(listener);
        try (Stream<TrackId> ids = store.trackIds()) {
            ParallelWalk.each(ids, threads, () -> true, pass::check, "the verification");
            return pass.end();
        }
    }

    /**
     * What was found.
     *
     * @param pointers all pointers
     * @param dangling those that lead nowhere
     * @param removed dangling ones that were removed
     * @param unanswered those for which the store did not answer
     */
    public record Report(long pointers, long dangling, long removed, long unanswered) {
        private Report plus(Report one) {
            return new Report(
                    pointers + one.pointers,
                    dangling + one.dangling,
                    removed + one.removed,
                    unanswered + one.unanswered);
        }
    }

    /** Receives the events of a verification, on the thread that does the work, one at a time. */
    public interface Listener {
        /**
         * A pointer leads nowhere.
         *
         * @param location what it says; empty if it can't be read
         */
        void dangling(TrackId id, Optional<TrackLocation> location, boolean removed);

        /** The store did not answer for one pointer. */
        void unanswered(TrackId id, StoreException why);
    }

    /** One run over the store. Called by many threads. */
    private final class Pass {
        private final Listener listener;
        private Report report = new Report(0, 0, 0, 0);
        private int failuresInARow;

        Pass(Listener listener) {
            this.listener = listener;
        }

        void check(TrackId id) {
            try {
                Optional<TrackLocation> location = store.findTrack(id);
                boolean dangling = location.isEmpty() || dangles(id, location.get());
                add(id, location, dangling, repair && dangling && store.removePointer(id, location));
            } catch (StoreException e) {
                addUnanswered(id, e);
            }
        }

        /** Unlike for a look-up, a rendition of a newer version may list the track. */
        private boolean dangles(TrackId id, TrackLocation location) {
            try {
                return store.examine(location.rendition())
                        .flatMap(stored -> stored.track(id, location.file()))
                        .isEmpty();
            } catch (StoreException e) {
                return switch (e.kind()) {
                    case DAMAGED_MANIFEST -> true;
                    case NEWER_MANIFEST -> false;
                    case FAILED -> throw e;
                };
            }
        }

        private synchronized void add(TrackId id, Optional<TrackLocation> location, boolean dangling, boolean removed) {
            failuresInARow = 0;
            if (dangling) {
                listener.dangling(id, location, removed);
            }
            report = report.plus(new Report(1, dangling ? 1 : 0, removed ? 1 : 0, 0));
        }

        private synchronized void addUnanswered(TrackId id, StoreException e) {
            if (++failuresInARow >= OUTAGE) {
                throw e;
            }
            listener.unanswered(id, e);
            report = report.plus(new Report(1, 0, 0, 1));
        }

        synchronized Report end() {
            return report;
        }
    }
}
