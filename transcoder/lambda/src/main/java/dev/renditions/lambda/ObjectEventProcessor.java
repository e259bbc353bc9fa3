package dev.renditions.lambda;

import dev.renditions.lambda.event.FailureDetails;
import dev.renditions.lambda.event.HandlingResult;
import dev.renditions.lambda.event.ObjectEvent;
import java.time.Instant;
import java.util.List;

/** Handles one object event at a time. For one invocation and its thread. */
@FunctionalInterface
interface ObjectEventProcessor {
    /**
     * Handles one event. Failures are part of the result.
     *
     * @param deadline when all work of the invocation must be done
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    HandlingResult handle(ObjectEvent.Notice notice, Instant deadline);

    /** Handles an event. A record that can't be parsed is a failure. */
    default HandlingResult handle(ObjectEvent event, Instant deadline) {
        return event instanceof ObjectEvent.Notice notice
                ? handle(notice, deadline)
                : HandlingResult.failed(event, FailureDetails.ofEvent(((ObjectEvent.Unreadable) event).reason()));
    }

    /** Called when the failures of {@link #handle} won't be retried any more. */
    default void givenUp(ObjectEvent.Notice notice, List<FailureDetails> failures) {}
}
