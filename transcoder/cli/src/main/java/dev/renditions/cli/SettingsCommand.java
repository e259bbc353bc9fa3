package dev.renditions.cli;

import dev.renditions.cli.display.Terminal;
import dev.renditions.config.MachineMemory;
import dev.renditions.config.Setting;
import dev.renditions.config.Settings;
import dev.renditions.config.SettingsException;
import dev.renditions.config.SourceAddress;
import dev.renditions.kind.Profile;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/** A command that accepts all settings as flags. */
@Command(mixinStandardHelpOptions = true, sortOptions = false, usageHelpAutoWidth = true)
abstract class SettingsCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Map<String, String> environment;

    @Spec
    private @Nullable CommandSpec spec;

    SettingsCommand(Terminal terminal, Map<String, String> environment) {
        this.terminal = terminal;
        this.environment = environment;
    }

    Terminal terminal() {
        return terminal;
    }

    /**
     * The settings from flags and environment variables.
     *
     * @throws SettingsException with all mistakes
     */
    Settings settings() {
        Map<Setting, String> flags = new EnumMap<>(Setting.class);
        CommandSpec given = spec;
        for (Setting setting : Setting.values()) {
            OptionSpec option = given == null ? null : given.findOption(setting.flag());
            Object value = option == null ? null : option.getValue();
            if (value != null) {
                flags.put(setting, value.toString());
            }
        }
        return Settings.read(flags, environment, MachineMemory.of(environment, Path.of("/")));
    }

    /**
     * Finds a profile.
     *
     * @throws SettingsException if no profile has this name
     */
    static Profile profile(Settings settings, String name) {
        return settings.catalog()
                .find(name)
                .orElseThrow(
                        () -> new SettingsException(List.of("profile '" + name + "' does not exist; the profiles are "
                                + String.join(", ", settings.catalog().names()))));
    }

    /**
     * Parses the address of a source.
     *
     * @throws SettingsException if it is not a path or an object in S3
     */
    static SourceAddress address(String argument) {
        try {
            return SourceAddress.parse(argument);
        } catch (IllegalArgumentException e) {
            throw new SettingsException(List.of(String.valueOf(e.getMessage())));
        }
    }
}
