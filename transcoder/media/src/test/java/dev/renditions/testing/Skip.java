package dev.renditions.testing;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Assumptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Skips tests and logs each reason once, since the summary of a build shows only their number. */
public final class Skip {
    private static final Logger LOG = LoggerFactory.getLogger(Skip.class);
    private static final Set<String> LOGGED = ConcurrentHashMap.newKeySet();

    private Skip() {}

    /** Skips the calling test. */
    public static void test(String reason) {
        if (LOGGED.add(reason)) {
            LOG.warn("tests are skipped: {}", reason);
        }
        Assumptions.abort(reason);
    }
}
