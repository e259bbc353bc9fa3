package dev.renditions.lambda;

import dev.renditions.lambda.event.Failure;
import dev.renditions.lambda.event.Handled;
import dev.renditions.lambda.event.Told;
import java.time.Instant;
import java.util.List;

/** What a function does for each thing that it is told. For one invocation and its thread. */
@FunctionalInterface
interface NoticeWork {
    /**
     * Does it. What goes wrong is in the answer.
     *
     * @param deadline when the function must be done with everything
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    Handled handle(Told.Notice notice, Instant deadline);

    /** The same for whatever was told. */
    default Handled handle(Told told, Instant deadline) {
        return told instanceof Told.Notice notice
                ? handle(notice, deadline)
                : Handled.failed(told, Failure.ofEvent(((Told.Unreadable) told).reason()));
    }

    /** Learns that what {@link #handle} did not do is given up: it won't come again by itself. */
    default void givenUp(Told.Notice notice, List<Failure> failures) {}
}
