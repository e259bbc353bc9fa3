package dev.renditions.cli;

import dev.renditions.api.Timing;
import dev.renditions.cli.display.RebuildDisplay;
import dev.renditions.cli.display.Terminal;
import dev.renditions.config.Settings;
import dev.renditions.config.Wiring;
import dev.renditions.service.IndexRebuild;
import dev.renditions.service.TrackCounts;
import dev.renditions.support.SafeText;
import dev.renditions.support.StrictJson;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Records all renditions of the store and their tracks in the index. */
@Command(
        name = "rebuild",
        description =
                "Records all renditions of the store and their tracks in the index, and writes missing pointers to tracks in"
                        + " the store. Can run while workers use the index, and repeatedly.",
        footer = {
            "",
            "Example:",
            "  renditions index rebuild --store s3://my-renditions/media --index memcached://127.0.0.1:11211"
        })
final class IndexRebuildCommand extends IndexSubcommand {
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
            report = new IndexRebuild(
                            wiring.store(),
                            wiring.index().locations(),
                            wiring.index().tracks(),
                            settings.catalog(),
                            Timing.system())
                    .run(settings.jobs().orElse(StoreVerifyCommand.DEFAULT_THREADS), display);
        }
        terminal().out().println(json ? json(report) : RebuildDisplay.summary(report));
        terminal().out().flush();
        report.outage().ifPresent(why -> terminal().say("renditions: stopped early: " + SafeText.of(why)));
        if (report.outage().isEmpty() && report.unanswered() > 0) {
            terminal().say("renditions: the index did not always answer; run the command again");
        }
        return report.isWhole() ? 0 : ExitCodes.FAILED;
    }

    private static String json(IndexRebuild.Report report) {
        return StrictJson.write(new Summary(
                report.seen(),
                report.recorded(),
                report.present(),
                report.unstorable(),
                report.unreadable(),
                report.unanswered(),
                report.outage().orElse(null),
                report.tracks()));
    }

    private record Summary(
            long renditions,
            long recorded,
            long present,
            long unstorable,
            long unreadable,
            long unanswered,
            @Nullable String outage,
            TrackCounts tracks) {}
}
