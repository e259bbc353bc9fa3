package dev.renditions.cli;

import dev.renditions.cli.display.Terminal;
import dev.renditions.config.IndexAddress;
import dev.renditions.config.Setting;
import dev.renditions.config.Settings;
import dev.renditions.config.SettingsException;
import java.util.List;
import java.util.Map;

/** A command for the shared index. */
abstract class IndexSubcommand extends SettingsCommand {
    IndexSubcommand(Terminal terminal, Map<String, String> environment) {
        super(terminal, environment);
    }

    /**
     * The settings.
     *
     * @throws SettingsException with all mistakes, or if the index is not shared between processes
     */
    Settings sharedIndexSettings() {
        Settings settings = settings();
        if (settings.index() instanceof IndexAddress.Memory) {
            throw new SettingsException(List.of("the index memory: is empty when a command starts; name a shared index"
                    + " with " + Setting.INDEX.flag() + " memcached://HOST:PORT or " + Setting.INDEX.variable()));
        }
        return settings;
    }
}
