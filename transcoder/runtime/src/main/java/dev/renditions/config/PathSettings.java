package dev.renditions.config;

import dev.renditions.files.PathRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads paths from settings, and checks that other users of the machine can't redirect them. Immutable.
 *
 * @param rules which paths are safe
 */
public record PathSettings(PathRules rules) {
    private interface Rule {
        Optional<String> objection(Path path) throws IOException;
    }

    /** The rules with exceptions. In a Lambda function, which has no other users, objections are only logged. */
    static PathSettings of(List<Path> exempt, Map<String, String> environment) {
        PathRules named = PathRules.exempting(exempt);
        return new PathSettings(onLambda(environment) ? named.onlyWarning() : named);
    }

    /**
     * The rules with the exceptions from the environment only, for code that runs before settings are read. If they are
     * malformed, no path is exempt; reading the settings reports the mistake.
     */
    public static PathRules ofEnvironment(Map<String, String> environment) {
        try {
            String named = environment.getOrDefault(Setting.TRUSTED_PATHS.variable(), "");
            return of(folders(named), environment).rules();
        } catch (IllegalArgumentException e) {
            return PathRules.STRICT;
        }
    }

    /**
     * A path that other users of this machine can't redirect.
     *
     * @throws IllegalArgumentException with a sentence that names the folder or file that they could change
     */
    Path trusted(String text) {
        return accepted(Path.of(text), rules::objection);
    }

    /** The same for a path that must exist. */
    Path existing(String text) {
        Path path = trusted(text);
        if (!Files.exists(path)) {
            throw new IllegalArgumentException("'" + text + "' does not exist");
        }
        return path;
    }

    /** The content of a file that contains a secret. */
    String secret(String path) {
        try {
            return Files.readString(accepted(Path.of(path), rules::objectionToSecret));
        } catch (IOException | InvalidPathException e) {
            throw new IllegalArgumentException("the file '" + path + "' can't be read", e);
        }
    }

    /**
     * Checks a path that is not a setting.
     *
     * @throws IllegalArgumentException with a sentence that names the folder or file that other users could change
     */
    public static void requireTrusted(Path path, PathRules paths) {
        Path unused = accepted(path, paths::objection);
    }

    /**
     * Checks the folder of a store.
     *
     * @param name the flag or variable that sets it
     * @throws SettingsException with a sentence that names the folder that other users could change
     */
    static Path store(String name, Path folder, PathRules paths) {
        try {
            return accepted(folder, paths::objectionToStore);
        } catch (IllegalArgumentException e) {
            throw new SettingsException(List.of(name + ": " + e.getMessage()));
        }
    }

    private static Path accepted(Path path, Rule rule) {
        Optional<String> objection;
        try {
            objection = rule.objection(path);
        } catch (IOException e) {
            throw new IllegalArgumentException("'" + path + "' can't be examined: " + e.getMessage(), e);
        }
        objection.ifPresent(sentence -> {
            throw new IllegalArgumentException(
                    sentence + " (" + Setting.TRUSTED_PATHS.flag() + " or " + Setting.TRUSTED_PATHS.variable() + ")");
        });
        return path;
    }

    /** Absolute paths, separated by commas. */
    static List<Path> folders(String text) {
        List<Path> folders = new ArrayList<>();
        for (String name : text.split(",", -1)) {
            Path folder = Path.of(name.strip());
            if (!name.isBlank() && !folder.isAbsolute()) {
                throw new IllegalArgumentException("'" + name.strip() + "' is not an absolute path");
            }
            if (!name.isBlank()) {
                folders.add(folder);
            }
        }
        return folders;
    }

    static Path temporaryFolder() {
        return Path.of(System.getProperty("java.io.tmpdir"));
    }

    /** By the XDG base directory specification; on Lambda only the temporary folder is writable. */
    static Path usualCacheFolder(Map<String, String> environment) {
        String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
        if (Path.of(xdg).isAbsolute()) {
            return Path.of(xdg, "renditions");
        }
        return onLambda(environment)
                ? temporaryFolder().resolve("renditions-cache")
                : Path.of(System.getProperty("user.home"), ".cache", "renditions");
    }

    private static boolean onLambda(Map<String, String> environment) {
        return environment.containsKey("AWS_LAMBDA_FUNCTION_NAME");
    }
}
