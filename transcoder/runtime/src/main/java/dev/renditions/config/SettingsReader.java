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

/** Reads single settings and collects what is wrong with them. For one thread, for one reading. */
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
     * @param defaults of settings whose usual default is not for this machine
     */
    SettingsReader(Map<Setting, String> flags, Map<String, String> environment, Map<Setting, String> defaults) {
        this.flags = flags;
        this.environment = environment;
        this.defaults = defaults;
        environment.keySet().stream()
                .filter(Setting::claims)
                .filter(v -> Setting.ofVariable(v).isEmpty())
                .sorted()
                .forEach(v -> mistakes.add("the environment variable " + v + " is no setting; settings are "
                        + String.join(
                                ", ",
                                List.of(Setting.values()).stream()
                                        .map(Setting::variable)
                                        .toList())));
        this.paths = PathSettings.of(read(Setting.TRUSTED_PATHS, PathSettings::folders, List.of()), environment);
    }

    /** The value, or {@code broken} if what is said can't be used: then {@link #finish} will throw. */
    <T> T read(Setting setting, Function<String, T> parse, T broken) {
        try {
            return parse.apply(text(setting));
        } catch (IllegalArgumentException e) {
            mistakes.add(name(setting) + ": " + e.getMessage());
            return broken;
        }
    }

    /** The value, or empty if nothing is said. */
    <T> Optional<T> optional(Setting setting, Function<String, T> parse) {
        return text(setting).isEmpty()
                ? Optional.empty()
                : read(setting, text -> Optional.of(parse.apply(text)), Optional.empty());
    }

    /** The index, with the authorities that are trusted for it; those of another kind of index mean nothing. */
    IndexAddress index() {
        IndexAddress index = read(Setting.INDEX, IndexAddress::parse, new IndexAddress.Memory());
        return read(Setting.INDEX_CA, pem -> pem.isEmpty() ? index : index.trusting(existingPath(pem)), index);
    }

    /**
     * A secret, or empty if nothing is said. It is taken from the variable, or from a file that either names as
     * {@code @/path}; what follows a flag is seen by everybody who lists this machine's processes.
     *
     * @param parse must not repeat any of the text in what it throws
     */
    <T> Optional<T> secret(Setting setting, Function<String, T> parse) {
        boolean seen = flags.containsKey(setting);
        return optional(setting, text -> {
            if (text.startsWith("@")) {
                return parse.apply(paths.secret(text.substring(1)));
            }
            if (seen) {
                throw new IllegalArgumentException(
                        "a secret on the command line is seen by all who use this machine; put it into "
                                + setting.variable() + ", or into a file and name that: @/path");
            }
            return parse.apply(text);
        });
    }

    /** Which files and folders other users can't redirect. */
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
                                () -> mistakes.add(name(Setting.PROFILES) + ": there is no profile '" + name.strip()
                                        + "'; there are " + String.join(", ", catalog.names())));
            }
        }
        return profiles.isEmpty() ? catalog.all() : List.copyOf(profiles);
    }

    /**
     * Ends the reading.
     *
     * @throws SettingsException if anything was wrong
     */
    void finish() {
        if (!mistakes.isEmpty()) {
            throw new SettingsException(mistakes);
        }
    }

    /** Where the cache is: the folder that is named, or the usual one. Programs are run from there. */
    Path cacheFolder() {
        Path usual = PathSettings.usualCacheFolder(environment);
        String said = text(Setting.CACHE_DIR);
        try {
            return paths.trusted(said.isEmpty() ? usual.toString() : said);
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
            // Said below.
        }
        throw new IllegalArgumentException("'" + text + "' is no number from 1 to 256");
    }

    static boolean flag(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("'" + text + "' is neither true nor false");
        };
    }

    /** A length of time above zero: {@code 100ms}, {@code 90s}, {@code 30m}, {@code 2h}, or in ISO-8601. */
    public static Duration duration(String text) {
        try {
            Duration duration = text.matches("\\d{1,9}ms")
                    ? Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)))
                    : Duration.parse(text.matches("\\d{1,9}[smh]") ? "PT" + text : text);
            if (duration.compareTo(Duration.ZERO) > 0) {
                return duration;
            }
        } catch (DateTimeParseException e) {
            // Said below.
        }
        throw new IllegalArgumentException("'" + text + "' is no length of time; write 100ms, 90s, 30m or 2h");
    }

    /** What one run may take: folders of jobs that nothing was written to for a day are taken for abandoned. */
    static Duration encodeLimit(String text) {
        Duration limit = duration(text);
        if (limit.compareTo(LONGEST_ENCODE) > 0) {
            throw new IllegalArgumentException(
                    "'" + text + "' is too long for one encode; " + LONGEST_ENCODE.toHours() + "h is the most");
        }
        return limit;
    }

    static StoreReaders storeReaders(String text) {
        return StoreReaders.parse(text)
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is not one of owner, group, all"));
    }

    /** Days as a lifecycle rule counts them: {@code 90d}; or {@code never}. */
    static Optional<Duration> storeExpiry(String text) {
        if (text.equals("never")) {
            return Optional.empty();
        }
        if (!text.matches("\\d{1,5}d")) {
            throw new IllegalArgumentException("'" + text + "' is not a number of days; write 90d, or never");
        }
        Duration age = Duration.ofDays(Long.parseLong(text.substring(0, text.length() - 1)));
        if (age.compareTo(LEAST_EXPIRY) < 0) {
            throw new IllegalArgumentException("'" + text + "' is too short; " + LEAST_EXPIRY.toDays()
                    + "d is the least, since renditions are made again days before they are deleted");
        }
        return Optional.of(age);
    }

    /** What a call of the index may take: anything longer is no budget but a hang. */
    static Duration budget(String text) {
        Duration budget = duration(text);
        if (budget.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new IllegalArgumentException("'" + text + "' is too long for one question; a minute is the most");
        }
        return budget;
    }

    private String text(Setting setting) {
        String said = flags.get(setting);
        String usual = defaults.getOrDefault(setting, setting.defaultValue());
        return (said != null ? said : environment.getOrDefault(setting.variable(), usual)).strip();
    }

    /** What the user called the setting. */
    private String name(Setting setting) {
        return origins().name(setting);
    }

    /** How the settings were given. */
    SettingOrigins origins() {
        return new SettingOrigins(flags.keySet());
    }
}
