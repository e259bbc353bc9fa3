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

/** Handlers, called as Lambda's runtime calls them. */
public final class Invoked {
    private Invoked() {}

    /** What a handler answers with five minutes of time. */
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

    /** The messages that are to come again. */
    public static List<String> again(JsonNode answer) {
        return answer.path("batchItemFailures").findValuesAsText("itemIdentifier");
    }
}
