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
 * Makes the index forget renditions of which a file was deleted. A file of a package that is left over, an older version, a
 * rendition that was made again meanwhile: the store decides at the next request, and what it holds is remembered again.
 */
final class RemovalProcessor implements ObjectEventProcessor {
    private static final Logger LOG = LoggerFactory.getLogger(RemovalProcessor.class);

    private final FunctionContext parts;
    private final InvocationMetrics figures;
    /** A package has hundreds of files, which are deleted together. */
    private final Set<RenditionKey> forgotten = new HashSet<>();

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
                    "passed over {} of {}: it removed no file of a rendition",
                    SafeText.of(notice.event()),
                    SafeText.of(notice.object().toString()));
            figures.count(InvocationMetrics.Event.PASSED_OVER);
            return HandlingResult.well(notice);
        }
        try {
            if (!forgotten.contains(key.get())) {
                RenditionLogContext.during(key.get(), () -> forget(key.get()));
            }
            return HandlingResult.well(notice);
        } catch (IndexUnavailableException e) {
            return HandlingResult.failed(notice, FailureDetails.of(e));
        }
    }

    private void forget(RenditionKey key) {
        boolean known = parts.index().renditions().evict(key);
        forgotten.add(key);
        figures.count(InvocationMetrics.Event.EVICTED, known ? 1 : 0);
        LOG.info("{} was deleted, and is {}", key, known ? "forgotten" : "not remembered");
    }
}
