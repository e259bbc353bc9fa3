package dev.renditions.cli.display;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.renditions.api.StoreException;
import dev.renditions.index.RenditionKey;
import dev.renditions.store.RenditionLayout;
import dev.renditions.store.StoreFinding;
import dev.renditions.store.StoreVerification;
import dev.renditions.support.SafeText;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Writes what a verification finds as it is found, in columns or as JSON, and shows how far it is: a bar where a person
 * watches, a line now and then elsewhere.
 */
public final class VerifyDisplay implements StoreVerification.Listener, AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String COLUMNS = "%-17s %-9s %s%s";
    private static final long STEP = 1000;
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final Terminal terminal;
    private final boolean json;
    private final Consumer<RenditionKey> evict;
    private final Optional<ProgressBar> bar;
    private boolean begun;

    /**
     * A display.
     *
     * @param evict makes the index forget a rendition that was removed
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
            write(JSON.createObjectNode()
                    .put("problem", problem)
                    .put("contentHash", finding.key().content().hex())
                    .put("profileId", finding.key().profile().toString())
                    .put("path", path(finding))
                    .put("detail", finding.detail())
                    .put("repaired", repaired));
            return;
        }
        if (!begun) {
            begun = true;
            line(COLUMNS.formatted("PROBLEM", "REPAIRED", "FILE", ""));
        }
        line(COLUMNS.formatted(
                problem,
                repaired ? "yes" : finding.problem().broken() ? "no" : "-",
                SafeText.of(path(finding)),
                finding.detail().isEmpty() ? "" : " (" + SafeText.of(finding.detail()) + ")"));
    }

    private static String path(StoreFinding finding) {
        return RenditionLayout.folder(finding.key()) + "/" + finding.path();
    }

    @Override
    public void unanswered(RenditionKey key, StoreException why) {
        terminal.say(
                (bar.isPresent() ? CLEAR_LINE : "") + "not verified: " + SafeText.of(String.valueOf(why.getMessage())));
    }

    @Override
    public void looked(StoreVerification.Report soFar) {
        bar.ifPresent(b -> b.stepTo(soFar.renditions()));
        if (bar.isEmpty() && soFar.renditions() % STEP == 0 && soFar.renditions() > 0) {
            terminal.say(summary(soFar));
        }
    }

    /** Writes the summary. */
    public void end(StoreVerification.Report report) {
        if (!json) {
            line(summary(report));
            return;
        }
        write(JSON.createObjectNode()
                .put("renditions", report.renditions())
                .put("whole", report.whole())
                .put("broken", report.broken())
                .put("repaired", report.repaired())
                .put("newer", report.newer())
                .put("unanswered", report.unanswered())
                .put("orphans", report.orphans())
                .put("orphanBytes", report.orphanBytes()));
    }

    private static String summary(StoreVerification.Report report) {
        return report.renditions() + " renditions: " + report.whole() + " whole, " + report.broken() + " broken"
                + (report.repaired() > 0 ? " (" + report.repaired() + " removed, to be made again)" : "")
                + (report.newer() > 0 ? ", " + report.newer() + " of a newer version" : "")
                + (report.unanswered() > 0 ? ", " + report.unanswered() + " without an answer" : "")
                + "; " + report.orphans() + " orphans of " + report.orphanBytes() + " bytes";
    }

    private void write(ObjectNode node) {
        try {
            line(JSON.writeValueAsString(node));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a finding can't be written as JSON", e);
        }
    }

    private void line(String line) {
        terminal.out().println(line);
        terminal.out().flush();
    }

    @Override
    public void close() {
        bar.ifPresent(ProgressBar::close);
    }
}
