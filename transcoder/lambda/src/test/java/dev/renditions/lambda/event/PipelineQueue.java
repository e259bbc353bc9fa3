package dev.renditions.lambda.event;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * A queue in a real SQS.
 *
 * @param sqs the client; not closed with the queue
 * @param url the URL of the queue
 */
public record PipelineQueue(SqsClient sqs, String url) {
    /** Creates a dead-letter queue. */
    public static PipelineQueue create(SqsClient sqs) {
        return create(sqs, Map.of());
    }

    /** Creates a queue with a redrive policy: SQS moves a message to the dead letters after the maximum of receives. */
    public static PipelineQueue create(SqsClient sqs, Duration visibility, int maxReceives, PipelineQueue deadLetters) {
        return create(
                sqs,
                Map.of(
                        QueueAttributeName.VISIBILITY_TIMEOUT, String.valueOf(visibility.toSeconds()),
                        QueueAttributeName.REDRIVE_POLICY,
                                EventJson.MAPPER
                                        .createObjectNode()
                                        .put("deadLetterTargetArn", deadLetters.arn())
                                        .put("maxReceiveCount", maxReceives)
                                        .toString()));
    }

    private static PipelineQueue create(SqsClient sqs, Map<QueueAttributeName, String> attributes) {
        return new PipelineQueue(
                sqs,
                sqs.createQueue(request -> request.queueName("pipeline-" + UUID.randomUUID())
                                .attributes(attributes))
                        .queueUrl());
    }

    public String arn() {
        return attributes(QueueAttributeName.QUEUE_ARN).get(QueueAttributeName.QUEUE_ARN);
    }

    /** The number of messages, including those in flight. */
    public int size() {
        return attributes(
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE)
                .values()
                .stream()
                .mapToInt(Integer::parseInt)
                .sum();
    }

    /** Receives up to {@code most} messages within a second. They are invisible until their visibility timeout ends. */
    public List<Message> receive(int most) {
        return sqs.receiveMessage(request -> request.queueUrl(url)
                        .maxNumberOfMessages(most)
                        .waitTimeSeconds(1)
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
                        .messageAttributeNames("All"))
                .messages();
    }

    public void delete(Message message) {
        sqs.deleteMessage(request -> request.queueUrl(url).receiptHandle(message.receiptHandle()));
    }

    public void send(String body) {
        sqs.sendMessage(request -> request.queueUrl(url).messageBody(body));
    }

    private Map<QueueAttributeName, String> attributes(QueueAttributeName... names) {
        return new HashMap<>(
                sqs.getQueueAttributes(request -> request.queueUrl(url).attributeNames(names))
                        .attributes());
    }
}
