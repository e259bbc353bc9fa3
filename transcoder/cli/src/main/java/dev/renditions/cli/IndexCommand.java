package dev.renditions.cli;

import dev.renditions.cli.display.Terminal;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** The parent of the commands for the shared index. */
@Command(
        name = "index",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Inspects, evicts from, and rebuilds the index that workers share.")
final class IndexCommand {
    static List<SettingsCommand> subcommands(Terminal terminal, Map<String, String> environment) {
        return List.of(
                new IndexGetCommand(terminal, environment),
                new IndexEvictCommand(terminal, environment),
                new IndexRebuildCommand(terminal, environment),
                new IndexStatsCommand(terminal, environment));
    }
}
