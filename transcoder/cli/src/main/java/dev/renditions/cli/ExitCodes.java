package dev.renditions.cli;

import dev.renditions.api.RenditionException;
import dev.renditions.cli.display.Terminal;
import dev.renditions.config.SettingsException;
import dev.renditions.index.IndexUnavailableException;
import dev.renditions.support.SafeText;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Maps exceptions of the command line to exit codes and messages. */
final class ExitCodes {
    static final int FAILED = 1;
    static final int USAGE = 2;

    private static final Logger LOG = LoggerFactory.getLogger(ExitCodes.class);

    private ExitCodes() {}

    static int report(Exception e, Terminal terminal) {
        if (e instanceof SettingsException s) {
            s.mistakes().forEach(m -> terminal.say("renditions: " + SafeText.of(m)));
            return USAGE;
        }
        if (e instanceof RenditionException || e instanceof IndexUnavailableException) {
            terminal.say("renditions: " + SafeText.of(String.valueOf(e.getMessage())));
            return FAILED;
        }
        if (e instanceof CancellationException) {
            terminal.say("renditions: stopped");
            return FAILED;
        }
        LOG.error("unexpected error", e);
        terminal.say("renditions: internal error: " + e);
        return FAILED;
    }
}
