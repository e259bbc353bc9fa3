package dev.renditions.lambda.queue;

import dev.renditions.lambda.event.DeadLetter;
import dev.renditions.lambda.event.EventOrigin;
import dev.renditions.lambda.event.Truncation;
import dev.renditions.support.SafeText;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/**
 * A dead-letter queue in SQS. The reason is also an attribute of the message, so that it can be read without the body.
 */
public final class SqsDeadLetters implements DeadLetters {
    private static final Logger LOG = LoggerFactory.getLogger(SqsDeadLetters.class);

    private final SqsClient sqs;
    private final URI queue;

    /**
     * Creates a sender.
     *
     * @param sqs the client; closed with this sender
     */
    public SqsDeadLetters(SqsClient sqs, URI queue) {
        this.sqs = sqs;
        this.queue = queue;
    }

    @Override
    public boolean send(DeadLetter letter, EventOrigin origin) {
        Map<String, MessageAttributeValue> attributes = new HashMap<>();
        attributes.put("Kind", text(letter.kind()));
        attributes.put("Reason", text(letter.reason()));
        attributes.put("RequestId", text(origin.requestId()));
        origin.messageId().ifPresent(id -> attributes.put("MessageId", text(id)));
        try {
            sqs.sendMessage(request -> request.queueUrl(queue.toString())
                    .messageBody(Truncation.forSqs(letter.body()))
                    .messageAttributes(attributes));
            return true;
        } catch (SdkException e) {
            LOG.error("a dead letter could not be sent to {}: {}", queue, SafeText.of(String.valueOf(e.getMessage())));
            return false;
        }
    }

    private static MessageAttributeValue text(String value) {
        String allowed = Truncation.forSqs(value);
        return MessageAttributeValue.builder()
                .dataType("String")
                // SQS rejects empty attributes.
                .stringValue(allowed.isBlank() ? "-" : allowed)
                .build();
    }

    @Override
    public void close() {
        sqs.close();
    }
}
