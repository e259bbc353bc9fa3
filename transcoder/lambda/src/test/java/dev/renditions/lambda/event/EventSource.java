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
 * An event source mapping as AWS has between a queue and a function. Receives batches from a real queue, invokes the
 * function, and deletes the messages that the function does not return. The others are redelivered after their
 * visibility timeout, or moved by the redrive policy of the queue. For one thread.
 */
public final class EventSource {
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final PipelineQueue queue;
    private final RequestStreamHandler handler;
    private final int batchSize;

    public EventSource(PipelineQueue queue, RequestStreamHandler handler, int batchSize) {
        this.queue = queue;
        this.handler = handler;
        this.batchSize = batchSize;
    }

    /** Delivers batches until the condition is true and the queue is empty. */
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

    /** Delivers a batch if one arrives within a second. Returns its number of messages. */
    public int work() {
        List<Message> batch = queue.receive(batchSize);
        if (!batch.isEmpty()) {
            settle(batch);
        }
        return batch.size();
    }

    /** If the function throws, as if it is killed, its whole batch is redelivered. */
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

    /** The event as Lambda's event source creates it. */
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
