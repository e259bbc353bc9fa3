package dev.renditions.cli.display;

import dev.renditions.api.StoreException;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.TrackId;
import dev.renditions.index.TrackLocation;
import dev.renditions.store.PointerVerification;
import dev.renditions.store.RenditionLayout;
import dev.renditions.store.StoreFinding;
import dev.renditions.store.StoreVerification;
import dev.renditions.support.SafeText;
import dev.renditions.support.StrictJson;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Writes the findings of a verification in columns or as JSON, and shows its progress: a bar on a terminal, otherwise a
 * line from time to time.
 */
public final class VerifyDisplay implements StoreVerification.Listener, PointerVerification.Listener, AutoCloseable {
    /** Columns of fixed width, because each finding is written before the next one is known. */
    private static final String COLUMNS = "%-17s %-9s %s%s";

    private static final String DANGLING = "dangling-pointer";
    private static final long STEP = 1000;
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final Terminal terminal;
    private final boolean json;
    private final Consumer<RenditionKey> evict;
    private final Optional<ProgressBar> bar;
    private boolean begun;

    /**
     * Creates a display.
     *
     * @param evict evicts a removed rendition from the index
     */
    public VerifyDisplay(Terminal terminal, boolean json, Consumer<RenditionKey> evict) {
        this.terminal = terminal;
        this.json = json;
        this.evict = evict;
        this.bar = terminal.interactive()
                ? Optional.of(new ProgressBarBuilder()
                        .setTaskName("store verify")
                        .setInitialMax(-1)
                        .setStyle(ProgressBarStyle.ASCII)
                        .setUpdateIntervalMillis(200)
                        .showSpeed()
                        .build())
                : Optional.empty();
    }

    @Override
    public void removed(RenditionKey key) {
        evict.accept(key);
    }

    @Override
    public void found(StoreFinding finding, boolean repaired) {
        String problem = finding.problem().name().toLowerCase(Locale.ROOT).replace('_', '-');
        if (json) {
            line(StrictJson.write(new Finding(
                    problem,
                    finding.key().content().hex(),
                    finding.key().profile().toString(),
                    path(finding),
                    finding.detail(),
                    repaired)));
            return;
        }
        row(problem, repaired ? "yes" : finding.problem().broken() ? "no" : "-", path(finding), finding.detail());
    }

    @Override
    public void dangling(TrackId id, Optional<TrackLocation> location, PointerVerification.Repair repair) {
        String path = RenditionLayout.track(id);
        boolean repaired = !(repair instanceof PointerVerification.Repair.None);
        String was = location.map(
                        there -> RenditionLayout.folder(there.rendition()) + " has no such track in " + there.file())
                .orElse("it can't be read");
        String detail = repair instanceof PointerVerification.Repair.Repointed now
                ? was + "; now " + RenditionLayout.folder(now.location().rendition())
                : was;
        if (json) {
            line(StrictJson.write(new Pointer(DANGLING, path, detail, repaired)));
        } else {
            row(DANGLING, repaired ? "yes" : "-", path, detail);
        }
    }

    private void row(String problem, String repaired, String path, String detail) {
        if (!begun) {
            begun = true;
            line(COLUMNS.formatted("PROBLEM", "REPAIRED", "FILE", ""));
        }
        line(COLUMNS.formatted(
                problem, repaired, SafeText.of(path), detail.isEmpty() ? "" : " (" + SafeText.of(detail) + ")"));
    }

    private static String path(StoreFinding finding) {
        return RenditionLayout.folder(finding.key()) + "/" + finding.path();
    }

    @Override
    public void unanswered(RenditionKey key, StoreException why) {
        sayUnverified(why);
    }

    @Override
    public void unanswered(TrackId id, StoreException why) {
        sayUnverified(why);
    }

    private void sayUnverified(StoreException why) {
        terminal.say(
                (bar.isPresent() ? CLEAR_LINE : "") + "not verified: " + SafeText.of(String.valueOf(why.getMessage())));
    }

    @Override
    public void progressed(StoreVerification.Report soFar) {
        bar.ifPresent(b -> b.stepTo(soFar.renditions()));
        if (bar.isEmpty() && soFar.renditions() % STEP == 0 && soFar.renditions() > 0) {
            terminal.say(summary(soFar));
        }
    }

    /** Writes the summary. */
    public void end(StoreVerification.Report report, PointerVerification.Report pointers) {
        if (!json) {
            line(summary(report) + summary(pointers));
            return;
        }
        line(StrictJson.write(new Summary(
                report.renditions(),
                report.whole(),
                report.broken(),
                report.repaired(),
                report.newer(),
                report.unanswered(),
                report.orphans(),
                report.orphanBytes(),
                pointers)));
    }

    private static String summary(StoreVerification.Report report) {
        return report.renditions() + " renditions: " + report.whole() + " whole, " + report.broken() + " broken"
                + (report.repaired() > 0 ? " (" + report.repaired() + " removed)" : "")
                + (report.newer() > 0 ? ", " + report.newer() + " of a newer version" : "")
                + (report.unanswered() > 0 ? ", " + report.unanswered() + " without an answer" : "")
                + "; " + report.orphans() + " orphans of " + report.orphanBytes() + " bytes";
    }

    /** Empty if the store has no pointers. */
    private static String summary(PointerVerification.Report report) {
        return report.pointers() == 0
                ? ""
                : "; " + report.pointers() + " pointers to tracks, " + report.dangling() + " dangling"
                        + (report.repointed() > 0 ? " (" + report.repointed() + " corrected)" : "")
                        + (report.removed() > 0 ? " (" + report.removed() + " removed)" : "")
                        + (report.unanswered() > 0 ? ", " + report.unanswered() + " without an answer" : "");
    }

    private record Summary(
            long renditions,
            long whole,
            long broken,
            long repaired,
            long newer,
            long unanswered,
            long orphans,
            long orphanBytes,
            PointerVerification.Report pointers) {}

    private record Pointer(String problem, String path, String detail, boolean repaired) {}

    private record Finding(
            String problem, String contentHash, String profileId, String path, String detail, boolean repaired) {}

    private void line(String line) {
        terminal.out().println(line);
        terminal.out().flush();
    }

    @Override
    public void close() {
        bar.ifPresent(ProgressBar::close);
    }
}
