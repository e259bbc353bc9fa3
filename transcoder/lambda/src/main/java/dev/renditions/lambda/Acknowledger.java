package dev.renditions.lambda;

import dev.renditions.api.RenditionResult;
import dev.renditions.lambda.event.DeadLetter;
import dev.renditions.lambda.event.EventOrigin;
import dev.renditions.lambda.event.FailureDetails;
import dev.renditions.lambda.event.HandlingResult;
import dev.renditions.lambda.event.ObjectEvent;
import dev.renditions.lambda.telemetry.InvocationMetrics;
import dev.renditions.service.request.RenditionLogContext;
import dev.renditions.support.SafeText;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides whether a message or an event is settled, and sends its permanent failures to the dead-letter queue. For one
 * invocation and its thread.
 */
final class Acknowledger {
    private static final Logger LOG = LoggerFactory.getLogger(Acknowledger.class);

    private final FunctionContext parts;
    private final InvocationMetrics figures;

    Acknowledger(Invocation invocation) {
        this.parts = invocation.parts();
        this.figures = invocation.figures();
    }

    /**
     * Settles a message or an event.
     *
     * @return whether it is done; {@code false} if it must be redelivered, because a part of it may succeed later or
     *     because no dead letter could be sent
     */
    boolean settle(List<HandlingResult> all, EventOrigin origin) {
        boolean again = !origin.lastTry() && all.stream().anyMatch(handled -> handled.worthRetrying(origin.receives()));
        List<HandlingResult> failed =
                all.stream().filter(h -> !h.failures().isEmpty()).toList();
        if (again) {
            failed.forEach(handled -> log("will be retried", handled));
            figures.count(InvocationMetrics.Event.HANDED_BACK);
            return false;
        }
        failed.forEach(handled -> log("failed permanently", handled));
        boolean found = failed.stream()
                .allMatch(h -> send(DeadLetter.of(h, origin, parts.clock().instant()), origin));
        if (found || parts.outlets().deadLetters().isEmpty()) {
            announce(all.stream().flatMap(h -> h.results().stream()).toList());
        }
        if (!found) {
            figures.count(InvocationMetrics.Event.HANDED_BACK);
        }
        return found;
    }

    /** Settles a message that can't be parsed. A retry would not change that. */
    boolean settle(String body, FailureDetails failure, EventOrigin origin) {
        LOG.error("a message can't be parsed: {}", SafeText.of(failure.reason()));
        boolean found = send(DeadLetter.of(body, failure), origin);
        if (!found) {
            figures.count(InvocationMetrics.Event.HANDED_BACK);
        }
        return found;
    }

    void announce(List<RenditionResult> results) {
        figures.count(
                InvocationMetrics.Event.EVENT_LOST, parts.outlets().announcer().announce(results));
    }

    private boolean send(DeadLetter letter, EventOrigin origin) {
        boolean sent = parts.outlets()
                .deadLetters()
                .filter(letters -> letters.send(letter, origin))
                .isPresent();
        if (sent) {
            figures.count(InvocationMetrics.Event.DEAD_LETTER);
        }
        return sent;
    }

    private static void log(String what, HandlingResult handled) {
        String name = handled.event() instanceof ObjectEvent.Notice notice
                ? notice.object().toString()
                : "a record";
        for (FailureDetails failure : handled.failures()) {
            RenditionLogContext.Part<RuntimeException> line =
                    () -> LOG.warn("{} {}: {}", SafeText.of(name), what, SafeText.of(failure.sentence()));
            handled.rendition(failure).ifPresentOrElse(key -> RenditionLogContext.during(key, line), line::run);
        }
    }
}
