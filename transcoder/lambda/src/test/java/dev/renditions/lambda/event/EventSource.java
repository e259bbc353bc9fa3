package dev.renditions.lambda.event;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * What stands between a queue and a function at AWS: takes batches from a real queue, invokes the function with them, and
 * deletes those that it does not name again. What is left comes again when its time is up, and goes where the queue's redrive
 * policy says. For one thread.
 */
public final class EventSource {
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final RoadQueue queue;
    private final RequestStreamHandler handler;
    private final int batchSize;

    public EventSource(RoadQueue queue, RequestStreamHandler handler, int batchSize) {
        this.queue = queue;
        this.handler = handler;
        this.batchSize = batchSize;
    }

    /** Hands batches over until something is so and the queue is empty. */
    public void workUntil(BooleanSupplier done) {
        Awaitility.await()
                .pollInSameThread()
                .atMost(LONGEST)
                .pollDelay(Duration.ZERO)
                .until(() -> {
                    work();
                    return done.getAsBoolean() && queue.size() == 0;
                });
    }

    /** Hands one batch over, if one comes within a second; tells how many messages it had. */
    public int work() {
        List<Message> batch = queue.receive(batchSize);
        if (!batch.isEmpty()) {
            settle(batch);
        }
        return batch.size();
    }

    /** A function that throws, as one that is killed, has all of its batch come again. */
    private void settle(List<Message> batch) {
        JsonNode answer;
        try {
            answer = Invoked.with(handler, event(batch));
        } catch (RuntimeException e) {
            return;
        }
        List<String> again = Invoked.again(answer);
        batch.stream().filter(message -> !again.contains(message.messageId())).forEach(queue::delete);
    }

    /** The event as Lambda's event source makes it. */
    String event(List<Message> batch) {
        ObjectNode event = EventJson.MAPPER.createObjectNode();
        for (Message message : batch) {
            ObjectNode record = event.withArray("Records").addObject();
            record.put("messageId", message.messageId())
                    .put("receiptHandle", message.receiptHandle())
                    .put("body", message.body())
                    .put("md5OfBody", message.md5OfBody())
                    .put("eventSource", "aws:sqs")
                    .put("eventSourceARN", queue.arn())
                    .put("awsRegion", "us-east-1");
            ObjectNode attributes = record.putObject("attributes");
            message.attributesAsStrings().forEach(attributes::put);
            record.putObject("messageAttributes");
        }
        return event.toString();
    }
}
