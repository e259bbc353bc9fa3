package dev.renditions.lambda.queue;

import dev.renditions.api.RenditionResult;
import java.util.List;

/**
 * Publishes results to subscribers. A result may be published twice, or not at all if it can't be delivered; renditions
 * and dead letters do not depend on it. Thread-safe.
 */
public interface ResultPublisher extends AutoCloseable {
    /** Publishes nothing. */
    ResultPublisher NONE = new ResultPublisher() {
        @Override
        public int announce(List<RenditionResult> results) {
            return 0;
        }

        @Override
        public void close() {}
    };

    /**
     * Publishes results. Logs errors.
     *
     * @return how many events were lost
     */
    int announce(List<RenditionResult> results);

    @Override
    void close();
}
