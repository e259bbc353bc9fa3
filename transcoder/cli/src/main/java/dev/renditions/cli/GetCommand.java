package dev.renditions.cli;

import dev.renditions.api.RenditionResult;
import dev.renditions.api.ResultJson;
import dev.renditions.cli.display.RunDisplay;
import dev.renditions.cli.display.Terminal;
import dev.renditions.cli.run.BatchRun;
import dev.renditions.config.Settings;
import dev.renditions.config.SourceAddress;
import dev.renditions.config.Wiring;
import dev.renditions.index.RenditionLocation;
import dev.renditions.kind.Profile;
import dev.renditions.service.lookup.FailurePolicy;
import dev.renditions.support.SafeText;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes or finds one rendition and prints its location. */
@Command(
        name = "get",
        description = "Makes one rendition, or finds it, and writes its location to standard output.",
        footer = {"", "Example:", "  renditions get poster holiday.mp4"})
final class GetCommand extends SettingsCommand {
    @Parameters(index = "0", paramLabel = "PROFILE", description = "the profile's name")
    private String profile = "";

    @Parameters(index = "1", paramLabel = "PATH|s3://URI", description = "the source")
    private String source = "";

    @Option(names = "--json", description = "write a JSON object instead of the location")
    private boolean json;

    GetCommand(Terminal terminal, Map<String, String> environment) {
        super(terminal, environment);
    }

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = settings();
        Profile wanted = profile(settings, profile);
        SourceAddress address = address(source);
        RenditionResult result;
        try (Wiring wiring = Wiring.of(settings, Runtime.getRuntime().availableProcessors());
                RunDisplay display = RunDisplay.of(terminal(), 1)) {
            result = new BatchRun(wiring, List.of(wanted), display, false, FailurePolicy.ANSWER)
                    .all(List.of(address), 1, r -> {})
                    .get(0);
        }
        if (json) {
            terminal().out().println(ResultJson.line(result));
        } else {
            result.location().map(RenditionLocation::uri).ifPresent(terminal().out()::println);
        }
        if (result.location().isEmpty()) {
            terminal()
                    .say("renditions: " + SafeText.of(source) + ": "
                            + result.outcome().word() + ": " + SafeText.of(result.reason()));
        }
        return result.location().isPresent() ? 0 : ExitCodes.FAILED;
    }
}
