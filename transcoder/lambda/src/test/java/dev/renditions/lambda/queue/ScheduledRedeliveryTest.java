package dev.renditions.lambda.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.lambda.FunctionContext;
import dev.renditions.lambda.UploadHandler;
import dev.renditions.lambda.event.Events;
import dev.renditions.lambda.event.HandlerScene;
import dev.renditions.lambda.event.Invoked;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which messages are redelivered before the visibility timeout of their queue, and when. */
final class ScheduledRedeliveryTest extends HandlerScene {
    private static final String B = "renditions-uploads";

    private UploadHandler handler;

    @BeforeEach
    void start() {
        FunctionContext parts = parts();
        handler = new UploadHandler(() -> parts);
    }

    @Test
    void temporaryFailureIsRedeliveredAfterSeconds() {
        Invoked.with(handler, Events.sqs(Events.created(B, "busy.mp4")));

        assertThat(scheduled).containsOnlyKeys(receipt("m1"));
        assertThat(scheduled.get(receipt("m1"))).isBetween(Duration.ofMillis(3750), Duration.ofMillis(6250));
    }

    @Test
    void secondRedeliveryTakesTwiceAsLong() {
        Invoked.with(handler, Events.sqs(2, Events.created(B, "busy.mp4")));

        assertThat(scheduled.get(receipt("m1"))).isBetween(Duration.ofMillis(7500), Duration.ofMillis(12500));
    }

    @Test
    void successesAndPermanentFailuresAreNotScheduled() {
        upload("good.mp4", "good");
        upload("bad.mp4", "broken");
        Invoked.with(handler, Events.sqs(Events.created(B, "good.mp4"), Events.created(B, "bad.mp4"), "{}"));
        Invoked.with(handler, Events.sqs(MAX_RECEIVES, Events.created(B, "busy.mp4")));

        assertThat(scheduled).isEmpty();
        assertThat(letters).hasSize(3);
    }

    @Test
    void messageWithoutReceiptHandleIsRedeliveredByItsQueue() {
        String event = Events.sqs(Events.created(B, "busy.mp4")).replace("receiptHandle", "other");

        assertThat(Invoked.again(Invoked.with(handler, event))).containsExactly("m1");
        assertThat(scheduled).isEmpty();
    }

    private static Redelivery.Receipt receipt(String message) {
        return new Redelivery.Receipt(Events.QUEUE, "receipt-of-" + message);
    }
}
