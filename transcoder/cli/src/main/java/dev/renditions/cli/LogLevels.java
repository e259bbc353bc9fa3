package dev.renditions.cli;

import java.util.Locale;
import java.util.Set;

/**
 * Sets the log levels. The level that a user sets applies only to loggers of Renditions. Libraries log only warnings
 * and errors: at finer levels Jetty and the AWS SDK log complete requests, with signatures, cookies, proofs and session
 * tokens.
 */
final class LogLevels {
    private static final String ALL = "org.slf4j.simpleLogger.defaultLogLevel";
    private static final String OURS = "org.slf4j.simpleLogger.log.dev.renditions";
    private static final String OF_LIBRARIES = "warn";
    private static final Set<String> FINER = Set.of("trace", "debug", "info");

    private LogLevels() {}

    /** Applies the default level to our own loggers only. Must run before the first logger is created. */
    static void keepLibrariesQuiet() {
        String chosen = System.getProperty(ALL, OF_LIBRARIES).toLowerCase(Locale.ROOT);
        if (FINER.contains(chosen)) {
            System.setProperty(OURS, chosen);
            System.setProperty(ALL, OF_LIBRARIES);
        }
    }
}
