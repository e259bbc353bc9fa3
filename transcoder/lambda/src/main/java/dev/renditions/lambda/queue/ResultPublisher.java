package dev.renditions.lambda.queue;

import dev.renditions.api.RenditionResult;
import java.util.List;

/**
 * Tells whoever listens what is ready and what failed. What it tells may be told twice or, when it can't be delivered, not at
 * all: the renditions and the dead letters are there all the same. Safe for use by many threads.
 */
public interface ResultPublisher extends AutoCloseable {
    /** Tells nobody. */
    ResultPublisher NONE = new ResultPublisher() {
        @Override
        public int announce(List<RenditionResult> results) {
            return 0;
        }

        @Override
        public void close() {}
    };

    /**
     * Tells of results. What goes wrong is said in the log.
     *
     * @return how many could not be told
     */
    int announce(List<RenditionResult> results);

    @Override
    void close();
}
