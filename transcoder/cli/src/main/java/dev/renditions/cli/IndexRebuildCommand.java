package dev.renditions.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.renditions.api.Timing;
import dev.renditions.cli.display.RebuildDisplay;
import dev.renditions.cli.display.Terminal;
import dev.renditions.config.Settings;
import dev.renditions.config.Wiring;
import dev.renditions.service.IndexRebuild;
import dev.renditions.support.SafeText;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Tells the index of everything that the store holds. */
@Command(
        name = "rebuild",
        description = "Tells the index of everything that the store holds. Can be done while others work, and again.",
        footer = {
            "",
            "Example:",
            "  renditions index rebuild --store s3://my-renditions/media --index memcached://127.0.0.1:11211"
        })
final class IndexRebuildCommand extends IndexSubcommand {
    /** Each waits for the store nearly all of its time. */
    private static final int USUAL_THREADS = 16;

    private static final ObjectMapper JSON = new ObjectMapper();

    @Option(names = "--json", description = "write the summary as a JSON object")
    private boolean json;

    IndexRebuildCommand(Terminal terminal, Map<String, String> environment) {
        super(terminal, environment);
    }

    @Override
    public Integer call() {
        Settings settings = sharedIndexSettings();
        IndexRebuild.Report report;
        try (Wiring wiring = Wiring.of(settings, 1);
                RebuildDisplay display = RebuildDisplay.of(terminal())) {
            report = new IndexRebuild(wiring.store(), wiring.index(), settings.catalog(), Timing.system())
                    .run(settings.jobs().orElse(USUAL_THREADS), display);
        }
        terminal().out().println(json ? json(report) : RebuildDisplay.summary(report));
        terminal().out().flush();
        report.outage().ifPresent(why -> terminal().say("renditions: stopped early: " + SafeText.of(why)));
        if (report.outage().isEmpty() && report.unanswered() > 0) {
            terminal().say("renditions: the index did not always answer; do it again");
        }
        return report.isWhole() ? 0 : ExitCodes.FAILED;
    }

    private static String json(IndexRebuild.Report report) {
        ObjectNode node = JSON.createObjectNode()
                .put("renditions", report.seen())
                .put("recorded", report.recorded())
                .put("present", report.present())
                .put("unstorable", report.unstorable())
                .put("unreadable", report.unreadable())
                .put("unanswered", report.unanswered())
                .put("outage", report.outage().orElse(null));
        try {
            return JSON.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a summary can't be written as JSON", e);
        }
    }
}
