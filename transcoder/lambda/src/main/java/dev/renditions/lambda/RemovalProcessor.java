package dev.renditions.lambda;

import dev.renditions.index.IndexUnavailableException;
import dev.renditions.index.RenditionKey;
import dev.renditions.lambda.event.FailureDetails;
import dev.renditions.lambda.event.HandlingResult;
import dev.renditions.lambda.event.ObjectEvent;
import dev.renditions.lambda.telemetry.InvocationMetrics;
import dev.renditions.service.request.RenditionLogContext;
import dev.renditions.support.SafeText;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Evicts a rendition from the index when one of its files is deleted. If the store still holds the rendition (only an
 * old version was deleted, or it was encoded again), the next request finds it there and records it again.
 */
final class RemovalProcessor implements ObjectEventProcessor {
    private static final Logger LOG = LoggerFactory.getLogger(RemovalProcessor.class);

    private final FunctionContext parts;
    private final InvocationMetrics figures;
    /** Renditions that are evicted already: the hundreds of files of a package are deleted together. */
    private final Set<RenditionKey> evicted = new HashSet<>();

    RemovalProcessor(Invocation invocation) {
        this.parts = invocation.parts();
        this.figures = invocation.figures();
    }

    @Override
    public HandlingResult handle(ObjectEvent.Notice notice, Instant deadline) {
        Optional<RenditionKey> key =
                notice.kind() == ObjectEvent.Kind.REMOVED || notice.kind() == ObjectEvent.Kind.NAMED
                        ? parts.objects().rendition(notice.object())
                        : Optional.empty();
        if (key.isEmpty()) {
            LOG.info(
                    "skipped {} of {}: not a deleted file of a rendition",
                    SafeText.of(notice.event()),
                    SafeText.of(notice.object().toString()));
            figures.count(InvocationMetrics.Event.PASSED_OVER);
            return HandlingResult.well(notice);
        }
        try {
            if (!evicted.contains(key.get())) {
                RenditionLogContext.during(key.get(), () -> forget(key.get()));
            }
            return HandlingResult.well(notice);
        } catch (IndexUnavailableException e) {
            return HandlingResult.failed(notice, FailureDetails.of(e));
        }
    }

    private void forget(RenditionKey key) {
        boolean known = parts.index().renditions().evict(key);
        evicted.add(key);
        figures.count(InvocationMetrics.Event.EVICTED, known ? 1 : 0);
        LOG.info("{} was deleted; {}", key, known ? "evicted from the index" : "it was not in the index");
    }
}
