package dev.renditions.cli;

import dev.renditions.cli.display.Terminal;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** What can be asked of an index, and done to it; does nothing by itself. */
@Command(
        name = "index",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Looks into the index that workers share, makes it forget, and fills it again.")
final class IndexCommand {
    /** The commands below it. */
    static List<SettingsCommand> subcommands(Terminal terminal, Map<String, String> environment) {
        return List.of(
                new IndexGetCommand(terminal, environment),
                new IndexEvictCommand(terminal, environment),
                new IndexRebuildCommand(terminal, environment),
                new IndexStatsCommand(terminal, environment));
    }
}
