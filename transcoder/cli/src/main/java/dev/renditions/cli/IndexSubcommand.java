package dev.renditions.cli;

import dev.renditions.cli.display.Terminal;
import dev.renditions.config.IndexAddress;
import dev.renditions.config.Setting;
import dev.renditions.config.Settings;
import dev.renditions.config.SettingsException;
import java.util.List;
import java.util.Map;

/** A command about the index that workers share. */
abstract class IndexSubcommand extends SettingsCommand {
    IndexSubcommand(Terminal terminal, Map<String, String> environment) {
        super(terminal, environment);
    }

    /**
     * The settings.
     *
     * @throws SettingsException with every mistake, or if the index is one that nobody shares
     */
    Settings sharedIndexSettings() {
        Settings settings = settings();
        if (settings.index() instanceof IndexAddress.Memory) {
            throw new SettingsException(
                    List.of("the index memory: is empty whenever a command begins, so there is nothing to ask; name the"
                            + " one that workers share, with " + Setting.INDEX.flag() + " memcached://HOST:PORT or "
                            + Setting.INDEX.variable()));
        }
        return settings;
    }
}
