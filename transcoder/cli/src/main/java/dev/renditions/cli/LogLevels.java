package dev.renditions.cli;

import java.util.Locale;
import java.util.Set;

/**
 * Which lines are logged. The level that a user chooses is for this program's own lines. Libraries log warnings and errors at
 * most: at finer levels Jetty and the AWS SDK log requests whole, with signatures, cookies, proofs and session tokens.
 */
final class LogLevels {
    private static final String ALL = "org.slf4j.simpleLogger.defaultLogLevel";
    private static final String OURS = "org.slf4j.simpleLogger.log.dev.renditions";
    private static final String OF_LIBRARIES = "warn";
    private static final Set<String> FINER = Set.of("trace", "debug", "info");

    private LogLevels() {}

    /** Gives the level that is set for all to our own lines alone, before the first logger is made. */
    static void keepLibrariesQuiet() {
        String chosen = System.getProperty(ALL, OF_LIBRARIES).toLowerCase(Locale.ROOT);
        if (FINER.contains(chosen)) {
            System.setProperty(OURS, chosen);
            System.setProperty(ALL, OF_LIBRARIES);
        }
    }
}
