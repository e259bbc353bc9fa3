package dev.renditions.lambda.queue;

import dev.renditions.support.SafeText;
import java.net.URI;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;

/** A work queue in SQS. */
public final class SqsWorkQueue implements WorkQueue {
    private static final Logger LOG = LoggerFactory.getLogger(SqsWorkQueue.class);

    /** The delay before a retry; the SDK has already retried for some seconds. */
    private static final Duration RETRY = Duration.ofSeconds(10);

    private final SqsClient sqs;
    private final URI queue;

    /**
     * Creates a sender.
     *
     * @param sqs the client; closed with this sender
     */
    public SqsWorkQueue(SqsClient sqs, URI queue) {
        this.sqs = sqs;
        this.queue = queue;
    }

    @Override
    public void send(String body) {
        try {
            sqs.sendMessage(request -> request.queueUrl(queue.toString()).messageBody(body));
        } catch (SdkException e) {
            String reason = SafeText.of(String.valueOf(e.getMessage()));
            LOG.error("a message could not be sent to {}: {}", queue, reason);
            throw new QueueUnavailableException("a message could not be sent to " + queue + ": " + reason, RETRY, e);
        }
    }

    @Override
    public void close() {
        sqs.close();
    }
}
