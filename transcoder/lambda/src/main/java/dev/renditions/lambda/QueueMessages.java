package dev.renditions.lambda;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.fasterxml.jackson.databind.JsonNode;
import dev.renditions.lambda.event.EventException;
import dev.renditions.lambda.event.EventJson;
import dev.renditions.lambda.event.EventOrigin;
import dev.renditions.lambda.event.EventParser;
import dev.renditions.lambda.event.FailureDetails;
import dev.renditions.lambda.event.HandlingResult;
import dev.renditions.lambda.event.ObjectEvent;
import dev.renditions.lambda.queue.Backoff;
import dev.renditions.lambda.queue.Redelivery;
import dev.renditions.lambda.telemetry.InvocationMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handles a batch of SQS messages. Each is handled even if others fail. Only failed messages are redelivered, each
 * after a backoff that grows with its receives.
 */
final class QueueMessages {
    private static final Logger LOG = LoggerFactory.getLogger(QueueMessages.class);

    private final Invocation invocation;
    private final ObjectEventProcessor work;
    private final Acknowledger settlement;
    private final RandomGenerator random = new Random();

    QueueMessages(Invocation invocation, ObjectEventProcessor work) {
        this.invocation = invocation;
        this.work = work;
        this.settlement = new Acknowledger(invocation);
    }

    /** Whether an event is a batch of SQS messages. */
    static boolean areIn(JsonNode event) {
        return EventParser.areFrom(event, "aws:sqs");
    }

    /** Handles all messages, and returns those that SQS must redeliver. */
    SQSBatchResponse handle(JsonNode event) {
        List<BatchItemFailure> again = new ArrayList<>();
        for (JsonNode message : event.path("Records")) {
            // Without an id a message can't be returned to the queue; an exception returns the whole batch.
            String id = EventJson.required(message, "messageId");
            int receives =
                    message.path("attributes").path("ApproximateReceiveCount").asInt(1);
            redeliverAfter(message, id, receives).ifPresent(atLeast -> {
                again.add(new BatchItemFailure(id));
                receipt(message)
                        .ifPresent(receipt -> invocation
                                .parts()
                                .outlets()
                                .redelivery()
                                .schedule(receipt, Backoff.after(receives, atLeast, random)));
            });
        }
        return new SQSBatchResponse(again);
    }

    private static Optional<Redelivery.Receipt> receipt(JsonNode message) {
        return EventJson.optional(message, "eventSourceARN")
                .flatMap(queue -> EventJson.optional(message, "receiptHandle")
                        .map(handle -> new Redelivery.Receipt(queue, handle)));
    }

    /** The minimum delay before the message is redelivered; empty if it is done. */
    private Optional<Duration> redeliverAfter(JsonNode message, String id, int receives) {
        String body = message.path("body").asText();
        EventOrigin origin = new EventOrigin(
                invocation.requestId(),
                Optional.of(id),
                receives,
                receives >= invocation.parts().rules().maxReceives());
        try {
            List<ObjectEvent> events;
            try {
                events = EventParser.read(EventJson.object(body));
            } catch (EventException e) {
                boolean done = settlement.settle(body, FailureDetails.ofEvent(String.valueOf(e.getMessage())), origin);
                return done ? Optional.empty() : Optional.of(Duration.ZERO);
            }
            List<HandlingResult> handled = events.stream()
                    .map(each -> work.handle(each, invocation.deadline()))
                    .toList();
            boolean done = settlement.settle(handled, origin);
            if (done || origin.lastTry()) {
                handled.stream().filter(HandlingResult::worthRetrying).forEach(this::giveUp);
            }
            return done
                    ? Optional.empty()
                    : handled.stream().map(HandlingResult::retryAfter).max(Duration::compareTo);
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.error("the message {} failed with an unexpected error", id, e);
            invocation.figures().count(InvocationMetrics.Event.HANDED_BACK);
            return Optional.of(Duration.ZERO);
        }
    }

    /** The message is settled already: no failure here may return it to the queue. */
    private void giveUp(HandlingResult handled) {
        if (!(handled.event() instanceof ObjectEvent.Notice notice)) {
            return;
        }
        try {
            work.givenUp(notice, handled.failures());
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.warn("the count of queued jobs for {} was not reset; it expires with its window", notice.object(), e);
        }
    }
}
