package dev.renditions.cli;

import dev.renditions.cli.display.Terminal;
import dev.renditions.config.PathSettings;
import dev.renditions.config.Setting;
import dev.renditions.ffmpeg.sandbox.self.OwnProcessMemory;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;

/** The command line: the top-level command, and what all commands share. */
@Command(
        name = "renditions",
        description = "Encodes every piece of media once.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:success",
            "1:a rendition failed or a service did not answer",
            "2:wrong usage or settings",
            "3:out of memory"
        })
public final class Renditions {
    private Renditions() {}

    /**
     * Runs one command and exits with its exit code.
     *
     * @param arguments the command and its arguments
     */
    public static void main(String[] arguments) {
        LogLevels.keepLibrariesQuiet();
        OwnProcessMemory.protect(PathSettings.ofEnvironment(System.getenv()));
        Terminal terminal = new Terminal(
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                Boolean.getBoolean("renditions.terminal"));
        System.exit(commandLine(terminal, System.getenv()).execute(arguments));
    }

    /**
     * Creates the command line.
     *
     * @param terminal where commands write
     * @param environment the environment variables to read settings from
     */
    public static CommandLine commandLine(Terminal terminal, Map<String, String> environment) {
        CommandLine line = new CommandLine(new Renditions());
        for (SettingsCommand command : List.of(
                new RunCommand(terminal, environment),
                new GetCommand(terminal, environment),
                new ServeCommand(terminal, environment),
                new ProbeCommand(terminal, environment),
                new ProfilesCommand(terminal, environment),
                new ExplainCommand(terminal, environment),
                new SignCommand(terminal, environment))) {
            line.addSubcommand(withSettings(command));
        }
        line.addSubcommand(new CheckCommand(terminal));
        CommandLine index = new CommandLine(new IndexCommand());
        IndexCommand.subcommands(terminal, environment).forEach(command -> index.addSubcommand(withSettings(command)));
        line.addSubcommand(index);
        CommandLine store = new CommandLine(new StoreCommand());
        StoreCommand.subcommands(terminal, environment).forEach(command -> store.addSubcommand(withSettings(command)));
        line.addSubcommand(store);
        // '@/path' names a file with the value of a setting. By default picocli would insert the file into the
        // arguments.
        line.setExpandAtFiles(false);
        line.setOut(terminal.out());
        line.setErr(terminal.err());
        line.setExecutionExceptionHandler((e, where, parsed) -> ExitCodes.report(e, terminal));
        line.setExecutionStrategy(new CommandLine.RunLast());
        return line;
    }

    private static CommandLine withSettings(SettingsCommand command) {
        CommandLine line = new CommandLine(command);
        for (Setting setting : Setting.values()) {
            line.getCommandSpec().addOption(option(setting));
        }
        return line;
    }

    private static OptionSpec option(Setting setting) {
        String standard = setting.defaultValue().isEmpty() ? "" : " (default: " + setting.defaultValue() + ")";
        if (setting.isSwitch()) {
            return OptionSpec.builder(setting.flag())
                    .type(Boolean.class)
                    .arity("0")
                    .description(setting.meaning())
                    .build();
        }
        return OptionSpec.builder(setting.flag())
                .type(String.class)
                .paramLabel("VALUE")
                .description(setting.meaning() + standard)
                .build();
    }
}
