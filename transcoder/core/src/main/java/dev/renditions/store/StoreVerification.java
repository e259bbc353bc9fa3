package dev.renditions.store;

import dev.renditions.api.StoreException;
import dev.renditions.index.RenditionKey;
import dev.renditions.store.StoreFinding.Problem;
import dev.renditions.support.ParallelWalk;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

/**
 * Checks that each rendition of a store is complete: its manifest can be read, and all files exist with the right sizes, or
 * with the right bytes. May run while workers publish. Only a few renditions are in memory at a time.
 */
public final class StoreVerification {
    /** After as many consecutive renditions without an answer, the store counts as unavailable and the verification ends. */
    private static final int OUTAGE = 50;

    private final InspectableStore store;
    private final RenditionCheck check;
    private final boolean repair;

    /**
     * A verification of a store, which the caller closes.
     *
     * @param deep whether the bytes of each file are hashed, too
     * @param repair whether broken renditions are removed, so that they are made again
     */
    public StoreVerification(InspectableStore store, boolean deep, boolean repair) {
        this.store = store;
        this.check = new RenditionCheck(store, deep);
        this.repair = repair;
    }

    /**
     * Verifies the store. A rendition for which the store does not answer is counted and skipped.
     *
     * @param threads how many renditions are checked at once, at least one
     * @throws StoreException if the renditions can't all be listed, or the store repeatedly does not answer
     * @throws CancellationException if the calling thread is interrupted; its flag stays set
     */
    public Report run(int threads, Listener listener) {
        Pass pass = new Pass(listener);
        try (Stream<RenditionFolder> folders = store.folders()) {
            ParallelWalk.each(folders, threads, () -> true, pass::check, "the verification");
            return pass.end();
        }
    }

    /**
     * What was found in a store.
     *
     * @param whole complete renditions
     * @param broken renditions with a missing or damaged file, or a damaged manifest
     * @param repaired broken renditions that were removed, to be made again
     * @param newer renditions whose manifest a newer version wrote, which can't be verified
     * @param unanswered renditions for which the store did not answer
     * @param orphans files that no manifest names
     * @param orphanBytes the total size of the orphans
     */
    public record Report(
            long whole, long broken, long repaired, long newer, long unanswered, long orphans, long orphanBytes) {
        private static final Report EMPTY = new Report(0, 0, 0, 0, 0, 0, 0);

        /** All renditions, verified or not. */
        public long renditions() {
            return whole + broken + newer + unanswered;
        }

        /** Whether all broken renditions were removed, and the store answered for every rendition. */
        public boolean isWhole() {
            return broken == repaired && unanswered == 0;
        }

        private Report plus(Report one) {
            return new Report(
                    whole + one.whole,
                    broken + one.broken,
                    repaired + one.repaired,
                    newer + one.newer,
                    unanswered + one.unanswered,
                    orphans + one.orphans,
                    orphanBytes + one.orphanBytes);
        }
    }

    /** Receives the events of a verification, on the thread that does the work, one at a time. */
    public interface Listener {
        /**
         * Called for each finding.
         *
         * @param repaired whether the rendition was removed because of it
         */
        void found(StoreFinding finding, boolean repaired);

        /** A broken rendition was removed; called before {@link #found}. */
        void removed(RenditionKey key);

        /** The store did not answer for one rendition. */
        void unanswered(RenditionKey key, StoreException why);

        /** One more folder was checked. */
        void progressed(Report soFar);
    }

    /** One run over the store. All methods but {@link #end} are called by many threads. */
    private final class Pass {
        private final Listener listener;
        private Report report = Report.EMPTY;
        private int failuresInARow;

        Pass(Listener listener) {
            this.listener = listener;
        }

        void check(RenditionFolder folder) {
            try {
                RenditionCheck.Verdict verdict = check.of(folder);
                boolean removed = repair && verdict.broken() && store.remove(folder.key(), verdict.manifest());
                add(verdict, removed);
            } catch (StoreException e) {
                addUnanswered(folder.key(), e);
            }
        }

        private synchronized void add(RenditionCheck.Verdict verdict, boolean removed) {
            failuresInARow = 0;
            if (removed) {
                listener.removed(verdict.folder().key());
            }
            verdict.findings()
                    .forEach(finding ->
                            listener.found(finding, removed && finding.problem().broken()));
            boolean whole = verdict.manifest().isPresent() && !verdict.broken();
            report = report.plus(new Report(
                    whole ? 1 : 0,
                    verdict.broken() ? 1 : 0,
                    removed ? 1 : 0,
                    verdict.newer() ? 1 : 0,
                    0,
                    verdict.count(Problem.ORPHAN),
                    verdict.orphanBytes()));
            listener.progressed(report);
        }

        private synchronized void addUnanswered(RenditionKey key, StoreException e) {
            if (++failuresInARow >= OUTAGE) {
                throw e;
            }
            listener.unanswered(key, e);
            report = report.plus(new Report(0, 0, 0, 0, 1, 0, 0));
            listener.progressed(report);
        }

        synchronized Report end() {
            return report;
        }
    }
}
