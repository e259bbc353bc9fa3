package dev.renditions.service.encode;

import dev.renditions.api.BusyException;
import dev.renditions.api.RenditionException;
import dev.renditions.api.Transcoder;
import dev.renditions.service.request.RenditionRequest;
import dev.renditions.support.WallClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a worker does while it waits for others that make a long film: it encodes segments. An error ends that, but not the wait: the
 * worker that is waited for reports what is wrong with the source. For one thread.
 */
final class SegmentHelp {
    private static final Logger LOG = LoggerFactory.getLogger(SegmentHelp.class);

    /** Before that, a worker waits without reading the source: it may not have to. */
    private static final Duration IDLE = Duration.ofSeconds(3);

    private final RenditionRequest request;
    private final Supplier<List<SegmentWork>> planned;
    private final Clock clock;
    private final Instant begin;
    private Optional<List<SegmentWork>> works = Optional.empty();
    private boolean encodes = true;

    /**
     * Begins to wait.
     *
     * @param planned the segments to encode; called once, after a while
     */
    SegmentHelp(RenditionRequest request, Supplier<List<SegmentWork>> planned, Clock clock) {
        this.request = request;
        this.planned = planned;
        this.clock = clock;
        this.begin = clock.instant();
    }

    /** What was done for those that are waited for. */
    enum Helped {
        /** A segment was encoded here. */
        ENCODED,
        /** Others have encoded segments since the last time, so it is worth waiting. */
        OTHERS_DID,
        /** There was nothing to do. */
        NOTHING
    }

    /**
     * Encodes one segment that no other worker encodes at the moment, if there is one.
     *
     * @param limit how long it may take
     */
    Helped once(Duration limit) {
        if (works.isEmpty() && WallClock.since(begin, clock).compareTo(IDLE) < 0) {
            return Helped.NOTHING;
        }
        boolean others = false;
        try {
            List<SegmentWork> all = works.orElseGet(planned);
            works = Optional.of(all);
            for (SegmentWork work : all) {
                boolean known = work.isLookedUp();
                double before = work.done();
                boolean missing = !work.lookUp().isEmpty();
                others |= known && work.done() > before;
                // Segments that are gone were deleted: the track is encoded as a whole, or is published.
                encodes &= !known || work.done() >= before;
                if (missing && encodes && work.encodeNext(() -> limit, Transcoder.Progress.NONE)) {
                    return Helped.ENCODED;
                }
            }
        } catch (BusyException e) {
            throw e;
        } catch (RenditionException e) {
            LOG.warn(
                    "no more segments of {} are encoded here: {}",
                    request.source().name(),
                    e.getMessage());
            works = Optional.of(works.orElse(List.of()));
            encodes = false;
        }
        return others ? Helped.OTHERS_DID : Helped.NOTHING;
    }
}
