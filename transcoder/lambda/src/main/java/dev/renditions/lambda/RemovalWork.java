package dev.renditions.lambda;

import dev.renditions.index.IndexUnavailableException;
import dev.renditions.index.RenditionKey;
import dev.renditions.lambda.event.Failure;
import dev.renditions.lambda.event.Handled;
import dev.renditions.lambda.event.Told;
import dev.renditions.lambda.telemetry.Figures;
import dev.renditions.service.request.LoggedKey;
import dev.renditions.support.Printable;
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
final class RemovalWork implements NoticeWork {
    private static final Logger LOG = LoggerFactory.getLogger(RemovalWork.class);

    private final Parts parts;
    private final Figures figures;
    /** A package has hundreds of files, which are deleted together. */
    private final Set<RenditionKey> forgotten = new HashSet<>();

    RemovalWork(Invocation invocation) {
        this.parts = invocation.parts();
        this.figures = invocation.figures();
    }

    @Override
    public Handled handle(Told.Notice notice, Instant deadline) {
        Optional<RenditionKey> key = notice.kind() == Told.Kind.REMOVED || notice.kind() == Told.Kind.NAMED
                ? parts.objects().rendition(notice.object())
                : Optional.empty();
        if (key.isEmpty()) {
            LOG.info(
                    "passed over {} of {}: it removed no file of a rendition",
                    Printable.of(notice.event()),
                    Printable.of(notice.object().toString()));
            figures.count(Figures.Event.PASSED_OVER);
            return Handled.well(notice);
        }
        try {
            if (!forgotten.contains(key.get())) {
                LoggedKey.during(key.get(), () -> forget(key.get()));
            }
            return Handled.well(notice);
        } catch (IndexUnavailableException e) {
            return Handled.failed(notice, Failure.of(e));
        }
    }

    private void forget(RenditionKey key) {
        boolean known = parts.index().evict(key);
        forgotten.add(key);
        figures.count(Figures.Event.EVICTED, known ? 1 : 0);
        LOG.info("{} was deleted, and is {}", key, known ? "forgotten" : "not remembered");
    }
}
