package dev.renditions.lambda;

import dev.renditions.api.RenditionResult;
import dev.renditions.lambda.event.DeadLetter;
import dev.renditions.lambda.event.Failure;
import dev.renditions.lambda.event.Handled;
import dev.renditions.lambda.event.Origin;
import dev.renditions.lambda.event.Told;
import dev.renditions.lambda.telemetry.Figures;
import dev.renditions.service.request.LoggedKey;
import dev.renditions.support.Printable;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides whether what was told together (a message, an event) is done with, and sees to it that what failed for good is
 * found by a person. For one invocation and its thread.
 */
final class Settlement {
    private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);

    private final Parts parts;
    private final Figures figures;

    Settlement(Invocation invocation) {
        this.parts = invocation.parts();
        this.figures = invocation.figures();
    }

    /**
     * Ends it.
     *
     * @return whether it need not come again; {@code false} if something of it may succeed later, or if its failure could be
     *     left nowhere
     */
    boolean settle(List<Handled> all, Origin origin) {
        boolean again = !origin.lastTry() && all.stream().anyMatch(handled -> handled.worthRetrying(origin.receives()));
        List<Handled> failed = all.stream().filter(h -> !h.failures().isEmpty()).toList();
        if (again) {
            failed.forEach(handled -> say("is to be tried again", handled));
            figures.count(Figures.Event.HANDED_BACK);
            return false;
        }
        failed.forEach(handled -> say("failed for good", handled));
        boolean found = failed.stream()
                .allMatch(h -> send(DeadLetter.of(h, origin, parts.clock().instant()), origin));
        if (found || parts.outlets().deadLetters().isEmpty()) {
            announce(all.stream().flatMap(h -> h.results().stream()).toList());
        }
        if (!found) {
            figures.count(Figures.Event.HANDED_BACK);
        }
        return found;
    }

    /** Ends a message that could not be understood: tried again it would be no other. */
    boolean settle(String body, Failure failure, Origin origin) {
        LOG.error("a message can't be understood: {}", Printable.of(failure.reason()));
        boolean found = send(DeadLetter.of(body, failure), origin);
        if (!found) {
            figures.count(Figures.Event.HANDED_BACK);
        }
        return found;
    }

    /** Tells who listens. */
    void announce(List<RenditionResult> results) {
        figures.count(Figures.Event.EVENT_LOST, parts.outlets().announcer().announce(results));
    }

    private boolean send(DeadLetter letter, Origin origin) {
        boolean sent = parts.outlets()
                .deadLetters()
                .filter(letters -> letters.send(letter, origin))
                .isPresent();
        if (sent) {
            figures.count(Figures.Event.DEAD_LETTER);
        }
        return sent;
    }

    private static void say(String what, Handled handled) {
        String name =
                handled.told() instanceof Told.Notice notice ? notice.object().toString() : "a record";
        for (Failure failure : handled.failures()) {
            LoggedKey.Part<RuntimeException> line =
                    () -> LOG.warn("{} {}: {}", Printable.of(name), what, Printable.of(failure.sentence()));
            handled.rendition(failure).ifPresentOrElse(key -> LoggedKey.during(key, line), line::run);
        }
    }
}
