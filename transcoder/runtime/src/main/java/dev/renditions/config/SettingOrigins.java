package dev.renditions.config;

import java.util.Set;

/**
 * Which settings were given as flags, so that messages use the name that the user knows. Immutable.
 *
 * @param flags the settings that were given as flags
 */
record SettingOrigins(Set<Setting> flags) {
    SettingOrigins {
        flags = Set.copyOf(flags);
    }

    /**
     * The flag of a setting that was given as a flag, else its environment variable; Lambda functions have no flags.
     */
    String name(Setting setting) {
        return flags.contains(setting) ? setting.flag() : setting.variable();
    }
}
