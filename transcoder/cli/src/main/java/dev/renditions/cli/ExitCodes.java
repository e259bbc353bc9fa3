package dev.renditions.cli;

import dev.renditions.api.RenditionException;
import dev.renditions.cli.display.Terminal;
import dev.renditions.config.SettingsException;
import dev.renditions.index.IndexUnavailableException;
import dev.renditions.support.SafeText;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place that says which exit code and which words an exception of the command line gets. */
final class ExitCodes {
    static final int FAILED = 1;
    static final int USAGE = 2;

    private static final Logger LOG = LoggerFactory.getLogger(ExitCodes.class);

    private ExitCodes() {}

    static int tell(Exception e, Terminal terminal) {
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
        LOG.error("an error that nobody foresaw", e);
        terminal.say("renditions: an error in Renditions itself: " + e);
        return FAILED;
    }
}
