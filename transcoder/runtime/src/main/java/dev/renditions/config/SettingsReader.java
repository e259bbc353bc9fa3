package dev.renditions.config;

import dev.renditions.files.PathRules;
import dev.renditions.files.StoreReaders;
import dev.renditions.kind.Profile;
import dev.renditions.kind.settings.ProfileFileException;
import dev.renditions.profile.ProfileCatalog;
import dev.renditions.profile.ProfileFile;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads single settings and collects their mistakes. For one reading, by one thread. */
public final class SettingsReader {
    private static final Duration LONGEST_ENCODE = Duration.ofHours(20);
    private static final Duration LEAST_EXPIRY = Duration.ofDays(30);

    private final Map<Setting, String> flags;
    private final Map<String, String> environment;
    private final Map<Setting, String> defaults;
    private final List<String> mistakes = new ArrayList<>();
    private final PathSettings paths;

    /**
     * Reads nothing yet.
     *
     * @param defaults settings whose default differs on this machine
     */
    SettingsReader(Map<Setting, String> flags, Map<String, String> environment, Map<Setting, String> defaults) {
        this.flags = flags;
        this.environment = environment;
        this.defaults = defaults;
        environment.keySet().stream()
                .filter(Setting::claims)
                .filter(v -> Setting.ofVariable(v).isEmpty())
                .sorted()
                .forEach(v -> mistakes.add("unknown environment variable " + v + "; settings are "
                        + String.join(
                                ", ",
                                List.of(Setting.values()).stream()
                                        .map(Setting::variable)
                                        .toList())));
        this.paths = PathSettings.of(read(Setting.TRUSTED_PATHS, PathSettings::folders, List.of()), environment);
    }

    /** The value, or {@code broken} if the text is invalid; then {@link #finish} will throw. */
    <T> T read(Setting setting, Function<String, T> parse, T broken) {
        try {
            return parse.apply(text(setting));
        } catch (IllegalArgumentException e) {
            mistakes.add(name(setting) + ": " + e.getMessage());
            return broken;
        }
    }

    /** The value; empty if the setting is not set. */
    <T> Optional<T> optional(Setting setting, Function<String, T> parse) {
        return text(setting).isEmpty()
                ? Optional.empty()
                : read(setting, text -> Optional.of(parse.apply(text)), Optional.empty());
    }

    /** The index, with its trusted authorities; an index in memory ignores them. */
    IndexAddress index() {
        IndexAddress index = read(Setting.INDEX, IndexAddress::parse, new IndexAddress.Memory());
        return read(Setting.INDEX_CA, pem -> pem.isEmpty() ? index : index.trusting(existingPath(pem)), index);
    }

    /**
     * A secret; empty if it is not set. It is taken from the variable, or from a file that the variable or flag names
     * as {@code @/path}: every user who lists this machine's processes can see flags.
     *
     * @param parse must not repeat any part of the text in its exceptions
     */
    <T> Optional<T> secret(Setting setting, Function<String, T> parse) {
        boolean seen = flags.containsKey(setting);
        return optional(setting, text -> {
            if (text.startsWith("@")) {
                return parse.apply(paths.secret(text.substring(1)));
            }
            if (seen) {
                throw new IllegalArgumentException(
                        "a secret on the command line is visible to all users of this machine; put it into "
                                + setting.variable() + ", or into a file that you name as @/path");
            }
            return parse.apply(text);
        });
    }

    /** Which files and folders are safe from other users. */
    PathRules paths() {
        return paths.rules();
    }

    /** See {@link PathSettings#trusted}. */
    Path trusted(String text) {
        return paths.trusted(text);
    }

    /** See {@link PathSettings#existing}. */
    Path existingPath(String text) {
        return paths.existing(text);
    }

    ProfileCatalog catalog() {
        try {
            return optional(Setting.PROFILES_FILE, this::trusted)
                    .map(ProfileFile::read)
                    .orElseGet(ProfileCatalog::builtIn);
        } catch (ProfileFileException e) {
            mistakes.add(name(Setting.PROFILES_FILE) + ": " + e.getMessage());
            return ProfileCatalog.builtIn();
        }
    }

    List<Profile> profiles(ProfileCatalog catalog) {
        List<Profile> profiles = new ArrayList<>();
        for (String name : text(Setting.PROFILES).split(",", -1)) {
            if (!name.isBlank()) {
                catalog.find(name.strip())
                        .ifPresentOrElse(
                                p -> {
                                    if (!profiles.contains(p)) {
                                        profiles.add(p);
                                    }
                                },
                                () -> mistakes.add(name(Setting.PROFILES) + ": unknown profile '" + name.strip()
                                        + "'; profiles are " + String.join(", ", catalog.names())));
            }
        }
        return profiles.isEmpty() ? catalog.all() : List.copyOf(profiles);
    }

    /**
     * Ends the reading.
     *
     * @throws SettingsException if there were any mistakes
     */
    void finish() {
        if (!mistakes.isEmpty()) {
            throw new SettingsException(mistakes);
        }
    }

    /** The cache folder: the one that is set, or the usual one. Programs are run from it, so it is checked. */
    Path cacheFolder() {
        Path usual = PathSettings.usualCacheFolder(environment);
        String text = text(Setting.CACHE_DIR);
        try {
            return paths.trusted(text.isEmpty() ? usual.toString() : text);
        } catch (IllegalArgumentException e) {
            mistakes.add(name(Setting.CACHE_DIR) + ": " + e.getMessage());
            return usual;
        }
    }

    static int count(String text) {
        try {
            int count = Integer.parseInt(text);
            if (count >= 1 && count <= 256) {
                return count;
            }
        } catch (NumberFormatException e) {
            // Reported below.
        }
        throw new IllegalArgumentException("'" + text + "' is not a number from 1 to 256");
    }

    static boolean flag(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("'" + text + "' is neither true nor false");
        };
    }

    /**
     * A duration, more than zero: {@code 100ms}, {@code 90s}, {@code 30m}, {@code 2h}, or in ISO-8601, which has all of these but
     * milliseconds.
     */
    public static Duration duration(String text) {
        try {
            Duration duration = text.matches("\\d{1,9}ms")
                    ? Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)))
                    : Duration.parse(text.matches("\\d{1,9}[smh]") ? "PT" + text : text);
            if (duration.compareTo(Duration.ZERO) > 0) {
                return duration;
            }
        } catch (DateTimeParseException e) {
            // Reported below.
        }
        throw new IllegalArgumentException("'" + text + "' is not a duration; write 100ms, 90s, 30m or 2h");
    }

    /**
     * The timeout of one run. It must be well below a day, since job folders without changes for a day count as
     * abandoned.
     */
    static Duration encodeLimit(String text) {
        Duration limit = duration(text);
        if (limit.compareTo(LONGEST_ENCODE) > 0) {
            throw new IllegalArgumentException(
                    "'" + text + "' is too long for one encode; the maximum is " + LONGEST_ENCODE.toHours() + "h");
        }
        return limit;
    }

    static StoreReaders storeReaders(String text) {
        return StoreReaders.parse(text)
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is not one of owner, group, all"));
    }

    /** An age in days, as in a lifecycle rule: {@code 90d}; or {@code never}. */
    static Optional<Duration> storeExpiry(String text) {
        if (text.equals("never")) {
            return Optional.empty();
        }
        if (!text.matches("\\d{1,5}d")) {
            throw new IllegalArgumentException("'" + text + "' is not a number of days; write 90d, or never");
        }
        Duration age = Duration.parse("P" + text);
        if (age.compareTo(LEAST_EXPIRY) < 0) {
            throw new IllegalArgumentException("'" + text + "' is too short; the minimum is " + LEAST_EXPIRY.toDays()
                    + "d, since renditions are made again days before they are deleted");
        }
        return Optional.of(age);
    }

    /** The timeout of a call to the index, a minute at most: longer times would be hangs. */
    static Duration budget(String text) {
        Duration budget = duration(text);
        if (budget.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new IllegalArgumentException("'" + text + "' is too long for a lookup; the maximum is a minute");
        }
        return budget;
    }

    private String text(Setting setting) {
        String text = flags.get(setting);
        String usual = defaults.getOrDefault(setting, setting.defaultValue());
        return (text != null ? text : environment.getOrDefault(setting.variable(), usual)).strip();
    }

    /** The name that the user knows the setting by. */
    private String name(Setting setting) {
        return origins().name(setting);
    }

    /** How the settings were given. */
    SettingOrigins origins() {
        return new SettingOrigins(flags.keySet());
    }
}
