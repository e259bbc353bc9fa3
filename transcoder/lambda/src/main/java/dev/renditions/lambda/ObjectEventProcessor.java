package dev.renditions.lambda;

import dev.renditions.lambda.event.FailureDetails;
import dev.renditions.lambda.event.HandlingResult;
import dev.renditions.lambda.event.ObjectEvent;
import java.time.Instant;
import java.util.List;

/** What a function does for each thing that it is told. For one invocation and its thread. */
@FunctionalInterface
interface ObjectEventProcessor {
    /**
     * Does it. What goes wrong is in the answer.
     *
     * @param deadline when the function must be done with everything
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    HandlingResult handle(ObjectEvent.Notice notice, Instant deadline);

    /** The same for whatever was told. */
    default HandlingResult handle(ObjectEvent told, Instant deadline) {
        return told instanceof ObjectEvent.Notice notice
                ? handle(notice, deadline)
                : HandlingResult.failed(told, FailureDetails.ofEvent(((ObjectEvent.Unreadable) told).reason()));
    }

    /** Learns that what {@link #handle} did not do is given up: it won't come again by itself. */
    default void givenUp(ObjectEvent.Notice notice, List<FailureDetails> failures) {}
}
