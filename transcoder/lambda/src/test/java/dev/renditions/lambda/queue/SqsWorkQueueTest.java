package dev.renditions.lambda.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;

final class SqsWorkQueueTest {
    private static final URI URL = URI.create("https://sqs.example/1/uploads");

    @Test
    void queueWithoutAnswerIsUnavailable() {
        try (SqsWorkQueue queue = new SqsWorkQueue(new Unreachable(), URL)) {
            assertThatThrownBy(() -> queue.send("{}"))
                    .isInstanceOfSatisfying(
                            QueueUnavailableException.class,
                            e -> assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(10)))
                    .hasMessage("a message could not be sent to " + URL + ": no route to host")
                    .hasCauseInstanceOf(SdkClientException.class);
        }
    }

    private static final class Unreachable implements SqsClient {
        @Override
        public SendMessageResponse sendMessage(Consumer<SendMessageRequest.Builder> request) {
            throw SdkClientException.create("no route to host");
        }

        @Override
        public String serviceName() {
            return "sqs";
        }

        @Override
        public void close() {}
    }
}
