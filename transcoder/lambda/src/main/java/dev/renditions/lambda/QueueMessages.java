package dev.renditions.lambda;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.fasterxml.jackson.databind.JsonNode;
import dev.renditions.lambda.event.EventException;
import dev.renditions.lambda.event.Failure;
import dev.renditions.lambda.event.Handled;
import dev.renditions.lambda.event.Json;
import dev.renditions.lambda.event.Notices;
import dev.renditions.lambda.event.Origin;
import dev.renditions.lambda.event.Told;
import dev.renditions.lambda.queue.Backoff;
import dev.renditions.lambda.queue.Redelivery;
import dev.renditions.lambda.telemetry.Figures;
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
 * A batch of messages of SQS: each is worked on, whatever becomes of the others, and only those that failed come again, each
 * after a pause that grows with its receives.
 */
final class QueueMessages {
    private static final Logger LOG = LoggerFactory.getLogger(QueueMessages.class);

    private final Invocation invocation;
    private final NoticeWork work;
    private final Settlement settlement;
    private final RandomGenerator random = new Random();

    QueueMessages(Invocation invocation, NoticeWork work) {
        this.invocation = invocation;
        this.work = work;
        this.settlement = new Settlement(invocation);
    }

    /** Whether an event is such a batch. */
    static boolean areIn(JsonNode event) {
        return Notices.areFrom(event, "aws:sqs");
    }

    /** Works on all of them, and names those that are to come again. */
    SQSBatchResponse handle(JsonNode event) {
        List<BatchItemFailure> again = new ArrayList<>();
        for (JsonNode message : event.path("Records")) {
            // Without it nothing could be handed back; an error hands back all.
            String id = Json.required(message, "messageId");
            int receives =
                    message.path("attributes").path("ApproximateReceiveCount").asInt(1);
            comesAgain(message, id, receives).ifPresent(atLeast -> {
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
        return Json.optional(message, "eventSourceARN")
                .flatMap(queue ->
                        Json.optional(message, "receiptHandle").map(handle -> new Redelivery.Receipt(queue, handle)));
    }

    /** The shortest pause before it comes again; empty if it is done with. */
    private Optional<Duration> comesAgain(JsonNode message, String id, int receives) {
        String body = message.path("body").asText();
        Origin origin = new Origin(
                invocation.requestId(),
                Optional.of(id),
                receives,
                receives >= invocation.parts().rules().maxReceives());
        try {
            List<Told> told;
            try {
                told = Notices.read(Json.object(body));
            } catch (EventException e) {
                boolean done = settlement.settle(body, Failure.ofEvent(String.valueOf(e.getMessage())), origin);
                return done ? Optional.empty() : Optional.of(Duration.ZERO);
            }
            List<Handled> handled = told.stream()
                    .map(each -> work.handle(each, invocation.deadline()))
                    .toList();
            boolean done = settlement.settle(handled, origin);
            if (done || origin.lastTry()) {
                handled.stream().filter(Handled::worthRetrying).forEach(this::giveUp);
            }
            return done
                    ? Optional.empty()
                    : handled.stream().map(Handled::retryAfter).max(Duration::compareTo);
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.error("the message {} failed for a reason that nobody foresaw", id, e);
            invocation.figures().count(Figures.Event.HANDED_BACK);
            return Optional.of(Duration.ZERO);
        }
    }

    /** The message is settled already: whatever goes wrong here must not hand it back. */
    private void giveUp(Handled handled) {
        if (!(handled.told() instanceof Told.Notice notice)) {
            return;
        }
        try {
            work.givenUp(notice, handled.failures());
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.warn("the count of {} is not forgotten; it ends with its window", notice.object(), e);
        }
    }
}
