package dev.renditions.cli;

import dev.renditions.api.Sleeper;
import dev.renditions.cli.display.Terminal;
import dev.renditions.cli.display.VerifyDisplay;
import dev.renditions.config.IndexAddress;
import dev.renditions.config.Settings;
import dev.renditions.config.Wiring;
import dev.renditions.index.IndexUnavailableException;
import dev.renditions.index.RenditionKey;
import dev.renditions.store.PointerVerification;
import dev.renditions.store.StoreVerification;
import dev.renditions.support.SafeText;
import java.util.Map;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Finds broken renditions, and removes them with {@code --repair}. */
@Command(
        name = "verify",
        description = "Checks that every rendition in the store is complete. Can run while workers use the store.",
        footer = {
            "",
            "Writes a line for each finding: a file that is missing, or has a wrong size, or (with --deep) wrong",
            "bytes; a manifest that is damaged, or of a newer version; an orphan, which no manifest names. Orphans",
            "are not removed: they may belong to a rendition that is being published. A dangling pointer leads to a",
            "track whose rendition is gone; it is harmless, and --repair makes it lead to another rendition that has",
            "the track, or removes it.",
            "Exit code 0 if everything is complete or was repaired, 1 if something is broken or could not be",
            "checked.",
            "",
            "Example:",
            "  renditions store verify --deep --repair --store s3://my-renditions/media"
        })
final class StoreVerifyCommand extends SettingsCommand {
    /** The default of all walks over a store. Threads mostly wait for the store. */
    static final int DEFAULT_THREADS = 16;

    @Option(
            names = "--deep",
            description = "also hash the bytes of each file; reads each file completely, unless S3 has its SHA-256")
    private boolean deep;

    @Option(
            names = "--repair",
            description = "remove broken renditions from the store and the index; the next request for one encodes it"
                    + " again")
    private boolean repair;

    @Option(names = "--json", description = "write each finding as a JSON object on its own line, then a summary")
    private boolean json;

    StoreVerifyCommand(Terminal terminal, Map<String, String> environment) {
        super(terminal, environment);
    }

    @Override
    public Integer call() {
        Settings settings = settings();
        boolean whole;
        try (Wiring wiring = Wiring.of(settings, 1);
                VerifyDisplay display = new VerifyDisplay(terminal(), json, evictor(settings, wiring))) {
            int threads = settings.jobs().orElse(DEFAULT_THREADS);
            StoreVerification.Report report = new StoreVerification(wiring.store(), deep, repair).run(threads, display);
            PointerVerification.Report pointers = new PointerVerification(wiring.store(), repair).run(threads, display);
            display.end(report, pointers);
            whole = report.isWhole() && pointers.unanswered() == 0;
        }
        return whole ? 0 : ExitCodes.FAILED;
    }

    /** Does nothing for an index in memory, which no other process uses. */
    private Consumer<RenditionKey> evictor(Settings settings, Wiring wiring) {
        if (settings.index() instanceof IndexAddress.Memory) {
            return key -> {};
        }
        Evictor evictor =
                new Evictor(wiring.index().renditions(), wiring.index().tracks(), Sleeper.SLEEP);
        return key -> {
            try {
                evictor.evict(key);
            } catch (IndexUnavailableException e) {
                // The rendition is removed nevertheless: a reader of the entry checks the store, and evicts the entry.
                terminal()
                        .say("renditions: " + key + " is still in the index: "
                                + SafeText.of(String.valueOf(e.getMessage())));
            }
        };
    }
}
