package dev.renditions.lambda.queue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.renditions.lambda.FunctionContext;
import dev.renditions.lambda.UploadHandler;
import dev.renditions.lambda.event.Events;
import dev.renditions.lambda.event.HandlerScene;
import dev.renditions.lambda.event.Invoked;
import dev.renditions.testing.OwnThread;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A message is redelivered to another function while the first function still encodes. */
final class RedeliveryTest extends HandlerScene {
    private final String message = Events.sqs(Events.created("renditions-uploads", "a.mp4"));
    private final CountDownLatch go = new CountDownLatch(1);
    private CompletableFuture<JsonNode> first = new CompletableFuture<>();
    private FunctionContext another;

    @BeforeEach
    void begin() {
        CountDownLatch encoding = new CountDownLatch(1);
        transcoder.whileEncoding(() -> {
            encoding.countDown();
            await(go);
        });
        upload("a.mp4", "a");
        FunctionContext parts = parts();
        another = parts();
        first = invoke(parts);
        await(encoding);
    }

    @Test
    void redeliveryDuringAnEncodeWaitsForIt() throws Exception {
        CompletableFuture<JsonNode> second = invoke(another);
        Awaitility.await().until(() -> another.service().counts().size() == 2);
        assertThat(second).as("the function waits for the other one's encode").isNotDone();
        go.countDown();
        assertThat(Invoked.again(first.get(30, TimeUnit.SECONDS))).isEmpty();
        assertThat(Invoked.again(second.get(30, TimeUnit.SECONDS))).isEmpty();
        assertThat(transcoder.encodes()).isEqualTo(2);
        assertThat(announced).hasSize(4);
    }

    @Test
    void redeliveryWithoutTimeToWaitIsRedeliveredAgain() throws Exception {
        JsonNode second = Invoked.with(new UploadHandler(() -> another), message, Duration.ofSeconds(12));
        assertThat(Invoked.again(second)).containsExactly("m1");
        go.countDown();
        assertThat(Invoked.again(first.get(30, TimeUnit.SECONDS))).isEmpty();
        assertThat(transcoder.encodes()).isEqualTo(2);
        assertThat(letters).isEmpty();
    }

    private CompletableFuture<JsonNode> invoke(FunctionContext parts) {
        return OwnThread.of(() -> Invoked.with(new UploadHandler(() -> parts), message));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
