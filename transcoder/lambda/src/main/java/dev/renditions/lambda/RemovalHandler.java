package dev.renditions.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import dev.renditions.lambda.event.EventOrigin;
import dev.renditions.lambda.event.EventParser;
import dev.renditions.lambda.event.HandlingResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Evicts renditions from the index when their files are deleted from the store. Takes SQS messages, S3 events, and
 * "Object Deleted" of EventBridge, for versions, delete markers and expirations. Thread-safe.
 */
public final class RemovalHandler implements RequestStreamHandler {
    private final Supplier<FunctionContext> parts;

    /**
     * Called by Lambda. All settings are environment variables.
     *
     * @throws dev.renditions.config.SettingsException with all invalid settings
     */
    public RemovalHandler() {
        this(ExecutionEnvironment.shared()::begin);
    }

    /** For tests, and for callers that build the context themselves. */
    RemovalHandler(Supplier<FunctionContext> parts) {
        this.parts = parts;
    }

    /**
     * Handles an event. The answer to a batch of SQS messages lists those that must be redelivered.
     *
     * @throws HandlingFailedException if the index is unavailable and the event did not come through SQS
     * @throws dev.renditions.lambda.event.EventException if the event is not supported
     */
    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
        Invocation.run(parts.get(), in, out, context, RemovalHandler::answer);
    }

    private static Object answer(JsonNode event, Invocation invocation) {
        ObjectEventProcessor work = new RemovalProcessor(invocation);
        if (QueueMessages.areIn(event)) {
            return new QueueMessages(invocation, work).handle(event);
        }
        List<HandlingResult> handled = EventParser.read(event).stream()
                .map(each -> work.handle(each, invocation.deadline()))
                .toList();
        if (!new Acknowledger(invocation).settle(handled, EventOrigin.invocation(invocation.requestId()))) {
            throw HandlingFailedException.of(handled);
        }
        return Map.of("events", handled.size());
    }
}
