package dev.renditions.testing;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Assumptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Skips tests and says why in the log too, once for each reason: a build's summary shows only how many there were. */
public final class Skip {
    private static final Logger LOG = LoggerFactory.getLogger(Skip.class);
    private static final Set<String> SAID = ConcurrentHashMap.newKeySet();

    private Skip() {}

    /** Skips the test that asks. */
    public static void test(String reason) {
        if (SAID.add(reason)) {
            LOG.warn("tests are skipped: {}", reason);
        }
        Assumptions.abort(reason);
    }
}
