package dev.renditions.lambda.queue;

import dev.renditions.support.SafeText;
import java.net.URI;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;

/** A queue of SQS. */
public final class SqsWorkQueue implements WorkQueue {
    private static final Logger LOG = LoggerFactory.getLogger(SqsWorkQueue.class);

    /** The SDK has tried for some seconds already. */
    private static final Duration RETRY = Duration.ofSeconds(10);

    private final SqsClient sqs;
    private final URI queue;

    /**
     * Sends to a queue.
     *
     * @param sqs is closed with this
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
            LOG.error("the queue {} did not take a request: {}", queue, reason);
            throw new QueueUnavailableException("the queue " + queue + " did not take a message: " + reason, RETRY, e);
        }
    }

    @Override
    public void close() {
        sqs.close();
    }
}
