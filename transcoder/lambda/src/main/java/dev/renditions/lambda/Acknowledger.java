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
 * Decides whether what was told together (a message, an event) is done with, and sees to it that what failed for good is
 * found by a person. For one invocation and its thread.
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
     * Ends it.
     *
     * @return whether it need not come again; {@code false} if something of it may succeed later, or if its failure could be
     *     left nowhere
     */
    boolean settle(List<HandlingResult> all, EventOrigin origin) {
        boolean again = !origin.lastTry() && all.stream().anyMatch(handled -> handled.worthRetrying(origin.receives()));
        List<HandlingResult> failed =
                all.stream().filter(h -> !h.failures().isEmpty()).toList();
        if (again) {
            failed.forEach(handled -> say("is to be tried again", handled));
            figures.count(InvocationMetrics.Event.HANDED_BACK);
            return false;
        }
        failed.forEach(handled -> say("failed for good", handled));
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

    /** Ends a message that could not be understood: tried again it would be no other. */
    boolean settle(String body, FailureDetails failure, EventOrigin origin) {
        LOG.error("a message can't be understood: {}", SafeText.of(failure.reason()));
        boolean found = send(DeadLetter.of(body, failure), origin);
        if (!found) {
            figures.count(InvocationMetrics.Event.HANDED_BACK);
        }
        return found;
    }

    /** Tells who listens. */
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

    private static void say(String what, HandlingResult handled) {
        String name = handled.told() instanceof ObjectEvent.Notice notice
                ? notice.object().toString()
                : "a record";
        for (FailureDetails failure : handled.failures()) {
            RenditionLogContext.Part<RuntimeException> line =
                    () -> LOG.warn("{} {}: {}", SafeText.of(name), what, SafeText.of(failure.sentence()));
            handled.rendition(failure).ifPresentOrElse(key -> RenditionLogContext.during(key, line), line::run);
        }
    }
}
