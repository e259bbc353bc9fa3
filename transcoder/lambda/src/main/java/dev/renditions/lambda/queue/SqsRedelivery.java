package dev.renditions.lambda.queue;

import dev.renditions.support.SafeText;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Changes the visibility timeout of SQS messages. Creates the client when the first message fails. */
public final class SqsRedelivery implements Redelivery {
    private static final Logger LOG = LoggerFactory.getLogger(SqsRedelivery.class);

    /** The timeout of a call: a small part of the time that a function reserves for its answer. */
    private static final Duration LIMIT = Duration.ofSeconds(3);

    /** {@code arn:PARTITION:sqs:REGION:ACCOUNT:NAME}. */
    private static final int ARN_PARTS = 6;

    private final Supplier<SqsClient> clients;
    private final Map<String, String> urls = new HashMap<>();
    private @Nullable SqsClient client;

    /**
     * Sends no request yet.
     *
     * @param clients creates the client, which is closed with this
     */
    public SqsRedelivery(Supplier<SqsClient> clients) {
        this.clients = clients;
    }

    @Override
    public synchronized void schedule(Receipt receipt, Duration pause) {
        try {
            SqsClient sqs = client();
            String url = url(sqs, receipt.queue());
            sqs.changeMessageVisibility(request -> request.queueUrl(url)
                    .receiptHandle(receipt.handle())
                    .visibilityTimeout((int) pause.toSeconds())
                    .overrideConfiguration(c -> c.apiCallTimeout(LIMIT)));
            LOG.info("the message will be redelivered in {} s", pause.toSeconds());
        } catch (SdkException | IllegalArgumentException e) {
            LOG.warn(
                    "the visibility timeout of a message could not be changed, so it is redelivered later: {}",
                    SafeText.of(String.valueOf(e.getMessage())));
        }
    }

    private SqsClient client() {
        SqsClient made = client;
        if (made == null) {
            made = clients.get();
            client = made;
        }
        return made;
    }

    private String url(SqsClient sqs, String arn) {
        String known = urls.get(arn);
        if (known != null) {
            return known;
        }
        String[] parts = arn.split(":", -1);
        if (parts.length != ARN_PARTS) {
            throw new IllegalArgumentException("'" + arn + "' is not the ARN of a queue");
        }
        String found = sqs.getQueueUrl(request -> request.queueName(parts[5])
                        .queueOwnerAWSAccountId(parts[4])
                        .overrideConfiguration(c -> c.apiCallTimeout(LIMIT)))
                .queueUrl();
        urls.put(arn, found);
        return found;
    }

    @Override
    public synchronized void close() {
        if (client != null) {
            client.close();
            client = null;
        }
    }
}
