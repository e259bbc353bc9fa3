package dev.renditions.lambda.event;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import dev.renditions.lambda.FakeContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Calls handlers as Lambda's runtime does. */
public final class Invoked {
    private Invoked() {}

    /** Invokes a handler with five minutes left, and returns its answer. */
    public static JsonNode with(RequestStreamHandler handler, String event) {
        return with(handler, event, Duration.ofMinutes(5));
    }

    public static JsonNode with(RequestStreamHandler handler, String event, Duration time) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            handler.handleRequest(
                    new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), out, new FakeContext(time));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return EventJson.object(out.toString(StandardCharsets.UTF_8));
    }

    /** The ids of the messages that must be redelivered. */
    public static List<String> again(JsonNode answer) {
        return answer.path("batchItemFailures").findValuesAsText("itemIdentifier");
    }
}
