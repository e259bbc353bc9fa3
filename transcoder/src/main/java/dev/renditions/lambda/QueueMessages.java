package dev.renditions.lambda;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A batch of messages of SQS: each is worked on, whatever becomes of the others, and only those that failed come again. */
final class QueueMessages {
    private static final Logger LOG = LoggerFactory.getLogger(QueueMessages.class);

    private final Invocation invocation;
    private final NoticeWork work;
    private final Settlement settlement;

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
            if (!isDone(message, id)) {
                again.add(new BatchItemFailure(id));
            }
        }
        return new SQSBatchResponse(again);
    }

    private boolean isDone(JsonNode message, String id) {
        String body = message.path("body").asText();
        int receives =
                message.path("attributes").path("ApproximateReceiveCount").asInt(1);
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
                return settlement.settle(body, Failure.ofEvent(String.valueOf(e.getMessage())), origin);
            }
            List<Handled> handled = told.stream()
                    .map(each -> work.handle(each, invocation.deadline()))
                    .toList();
            boolean done = settlement.settle(handled, origin);
            if (done || origin.lastTry()) {
                handled.stream().filter(Handled::worthRetrying).forEach(this::giveUp);
            }
            return done;
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.error("the message {} failed for a reason that nobody foresaw", id, e);
            invocation.figures().count(Figures.Event.HANDED_BACK);
            return false;
        }
    }

    private void giveUp(Handled handled) {
        if (handled.told() instanceof Told.Notice notice) {
            work.givenUp(notice);
        }
    }
}
