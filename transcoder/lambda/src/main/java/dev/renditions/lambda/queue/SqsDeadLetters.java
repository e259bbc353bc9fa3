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

/** A queue of SQS, in which the reason can be read without opening the message: it is an attribute of it. */
public final class SqsDeadLetters implements DeadLetters {
    private static final Logger LOG = LoggerFactory.getLogger(SqsDeadLetters.class);

    private final SqsClient sqs;
    private final URI queue;

    /**
     * Letters to a queue.
     *
     * @param sqs is closed with this
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
            LOG.error(
                    "the queue {} did not take a dead letter: {}", queue, SafeText.of(String.valueOf(e.getMessage())));
            return false;
        }
    }

    private static MessageAttributeValue text(String value) {
        String allowed = Truncation.forSqs(value);
        return MessageAttributeValue.builder()
                .dataType("String")
                // An attribute can't be empty.
                .stringValue(allowed.isBlank() ? "-" : allowed)
                .build();
    }

    @Override
    public void close() {
        sqs.close();
    }
}
