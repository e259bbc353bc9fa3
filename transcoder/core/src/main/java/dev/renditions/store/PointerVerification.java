package dev.renditions.store;

import dev.renditions.api.StoreException;
import dev.renditions.api.StoredRendition;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.TrackId;
import dev.renditions.index.TrackLocation;
import dev.renditions.support.ParallelWalk;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds pointers to tracks whose rendition is gone or does not list the track. They are harmless. The repair makes each lead to a
 * rendition that has the track, and removes it if none has. May run while workers publish. Only dangling pointers are in memory.
 */
public final class PointerVerification {
    /** After as many consecutive pointers without an answer, the store counts as unavailable and the verification ends. */
    private static final int OUTAGE = 50;

    private static final Logger LOG = LoggerFactory.getLogger(PointerVerification.class);

    private final InspectableStore store;
    private final boolean repair;

    /**
     * A verification of the pointers of a store, which the caller closes.
     *
     * @param repair whether dangling pointers are replaced or removed
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
        }
        if (!pass.dangling.isEmpty()) {
            try (Stream<RenditionKey> keys = store.keys()) {
                ParallelWalk.each(keys, threads, pass::isSearching, pass::search, "the search for tracks");
            }
            ParallelWalk.each(
                    Map.copyOf(pass.dangling).entrySet().stream(),
                    threads,
                    () -> true,
                    entry -> pass.repair(entry.getKey(), entry.getValue()),
                    "the repair");
        }
        return pass.end();
    }

    /**
     * What was found.
     *
     * @param pointers all pointers
     * @param dangling those that lead nowhere
     * @param repointed dangling ones that now lead to another rendition with the track
     * @param removed dangling ones that were removed, since no rendition has the track
     * @param unanswered those for which the store did not answer
     */
    public record Report(long pointers, long dangling, long repointed, long removed, long unanswered) {
        private Report plus(Report one) {
            return new Report(
                    pointers + one.pointers,
                    dangling + one.dangling,
                    repointed + one.repointed,
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
         * @param repair what was done about it
         */
        void dangling(TrackId id, Optional<TrackLocation> location, Repair repair);

        /** The store did not answer for one pointer. */
        void unanswered(TrackId id, StoreException why);
    }

    /** What was done about a dangling pointer. */
    public sealed interface Repair {
        /** Nothing: no repair was wanted, or it was replaced meanwhile, or a rendition that may have the track can't be read. */
        record None() implements Repair {}

        /** It was removed. */
        record Removed() implements Repair {}

        /** It leads to a rendition that has the track. */
        record Repointed(TrackLocation location) implements Repair {}
    }

    /** One run over the store. Called by many threads. */
    private final class Pass {
        /** Pointers to repair, with what they say. */
        private final Map<TrackId, Optional<TrackLocation>> dangling = new ConcurrentHashMap<>();

        private final Map<TrackId, TrackLocation> holders = new ConcurrentHashMap<>();
        private final Listener listener;
        private Report report = new Report(0, 0, 0, 0, 0);
        private int failuresInARow;

        /** Whether a rendition was not searched that may have a track. */
        private volatile boolean unsearched;

        Pass(Listener listener) {
            this.listener = listener;
        }

        void check(TrackId id) {
            try {
                Optional<TrackLocation> location = store.findTrack(id);
                boolean isDangling = location.isEmpty() || dangles(id, location.get());
                answered(new Report(1, isDangling ? 1 : 0, 0, 0, 0));
                if (isDangling && repair) {
                    dangling.put(id, location);
                } else if (isDangling) {
                    ended(id, location, new Repair.None());
                }
            } catch (StoreException e) {
                addUnanswered(id, e);
                add(new Report(1, 0, 0, 0, 1));
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

        boolean isSearching() {
            return holders.size() < dangling.size();
        }

        /** Remembers the tracks of a rendition whose pointers dangle. A manifest that can't be read has none. */
        void search(RenditionKey key) {
            try {
                store.examine(key)
                        .map(StoredRendition::manifest)
                        .ifPresent(manifest -> manifest.tracks().stream()
                                .filter(track -> dangling.containsKey(track.id()))
                                .forEach(track -> holders.put(track.id(), manifest.locationOf(track))));
            } catch (StoreException e) {
                if (e.kind() == StoreException.Kind.FAILED) {
                    unsearched = true;
                }
                LOG.warn("the tracks of {} are not found: {}", key, e.getMessage());
            }
        }

        void repair(TrackId id, Optional<TrackLocation> location) {
            try {
                ended(id, location, repaired(id, location));
            } catch (StoreException e) {
                addUnanswered(id, e);
                add(new Report(0, 0, 0, 0, 1));
            }
        }

        private Repair repaired(TrackId id, Optional<TrackLocation> location) {
            TrackLocation holder = holders.get(id);
            if (holder != null) {
                store.pointTo(id, holder);
                return new Repair.Repointed(holder);
            }
            return !unsearched && store.removePointer(id, location) ? new Repair.Removed() : new Repair.None();
        }

        private synchronized void ended(TrackId id, Optional<TrackLocation> location, Repair repair) {
            failuresInARow = 0;
            listener.dangling(id, location, repair);
            add(new Report(
                    0, 0, repair instanceof Repair.Repointed ? 1 : 0, repair instanceof Repair.Removed ? 1 : 0, 0));
        }

        private synchronized void answered(Report one) {
            failuresInARow = 0;
            add(one);
        }

        private synchronized void add(Report one) {
            report = report.plus(one);
        }

        private synchronized void addUnanswered(TrackId id, StoreException e) {
            if (++failuresInARow >= OUTAGE) {
                throw e;
            }
            listener.unanswered(id, e);
        }

        synchronized Report end() {
            return report;
        }
    }
}
