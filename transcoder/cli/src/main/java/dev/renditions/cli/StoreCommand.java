package dev.renditions.cli;

import dev.renditions.cli.display.Terminal;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** The parent of the commands for the store. */
@Command(
        name = "store",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Verifies the store of renditions.")
final class StoreCommand {
    static List<SettingsCommand> subcommands(Terminal terminal, Map<String, String> environment) {
        return List.of(new StoreVerifyCommand(terminal, environment));
    }
}
