package dev.renditions.cli;

import dev.renditions.cli.display.Terminal;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** What can be done with a store as a whole; does nothing by itself. */
@Command(
        name = "store",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Looks through the store of renditions.")
final class StoreCommand {
    /** The commands below it. */
    static List<SettingsCommand> subcommands(Terminal terminal, Map<String, String> environment) {
        return List.of(new StoreVerifyCommand(terminal, environment));
    }
}
