package dev.renditions.cli;

import dev.renditions.api.Sleeper;
import dev.renditions.cli.display.Terminal;
import dev.renditions.cli.display.VerifyDisplay;
import dev.renditions.config.IndexAddress;
import dev.renditions.config.Settings;
import dev.renditions.config.Wiring;
import dev.renditions.index.IndexUnavailableException;
import dev.renditions.index.RenditionKey;
import dev.renditions.store.StoreVerification;
import dev.renditions.support.SafeText;
import java.util.Map;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Finds renditions that are not whole, and removes them if it is asked to. */
@Command(
        name = "verify",
        description = "Checks that every rendition in the store is whole. Can be done while others work.",
        footer = {
            "",
            "What is found, a line each: a file that is missing, or has a wrong size, or (with --deep) wrong bytes; a",
            "manifest that is damaged, or of a newer version; an orphan, which no manifest names. Orphans stay: they may",
            "belong to a rendition that is being published.",
            "Exit code 0 if all is whole, or was repaired; 1 if anything is broken.",
            "",
            "Example:",
            "  renditions store verify --deep --repair --store s3://my-renditions/media"
        })
final class StoreVerifyCommand extends SettingsCommand {
    /** Each waits for the store nearly all of its time. */
    private static final int USUAL_THREADS = 16;

    @Option(
            names = "--deep",
            description = "hash the bytes of each file, too: each is read whole, unless S3 keeps its SHA-256")
    private boolean deep;

    @Option(
            names = "--repair",
            description =
                    "remove what is broken, manifest first, from the store and the index: it is made again when it"
                            + " is next asked for")
    private boolean repair;

    @Option(names = "--json", description = "write each finding as a JSON object on a line of its own, then a summary")
    private boolean json;

    StoreVerifyCommand(Terminal terminal, Map<String, String> environment) {
        super(terminal, environment);
    }

    @Override
    public Integer call() {
        Settings settings = settings();
        StoreVerification.Report report;
        try (Wiring wiring = Wiring.of(settings, 1);
                VerifyDisplay display = new VerifyDisplay(terminal(), json, evictor(settings, wiring))) {
            report = new StoreVerification(wiring.store(), deep, repair)
                    .run(settings.jobs().orElse(USUAL_THREADS), display);
            display.end(report);
        }
        return report.isWhole() ? 0 : ExitCodes.FAILED;
    }

    /** What an index in memory knows, no other process sees. */
    private Consumer<RenditionKey> evictor(Settings settings, Wiring wiring) {
        if (settings.index() instanceof IndexAddress.Memory) {
            return key -> {};
        }
        Evictor evictor = new Evictor(wiring.index().renditions(), Sleeper.SLEEP);
        return key -> {
            try {
                evictor.evict(key);
            } catch (IndexUnavailableException e) {
                // The rendition is gone all the same: whoever finds the entry asks the store, and evicts it.
                terminal()
                        .say("renditions: " + key + " is still in the index: "
                                + SafeText.of(String.valueOf(e.getMessage())));
            }
        };
    }
}
