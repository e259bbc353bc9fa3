package dev.renditions.config;

import java.util.Set;

/**
 * How settings were given, so that a message can name one as its user knows it. Immutable.
 *
 * @param flags the settings that were given as flags of the command line
 */
record SettingOrigins(Set<Setting> flags) {
    /** Copies the settings. */
    SettingOrigins {
        flags = Set.copyOf(flags);
    }

    /** The flag of a setting that was given as a flag, else the environment variable: functions have no flags. */
    String name(Setting setting) {
        return flags.contains(setting) ? setting.flag() : setting.variable();
    }
}
