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
 * Makes the index forget renditions whose files were deleted from the store. Takes messages of SQS, S3's events, and "Object
 * Deleted" of EventBridge; versions, delete markers and expirations alike. Safe for use by many threads.
 */
public final class RemovalHandler implements RequestStreamHandler {
    private final Supplier<FunctionContext> parts;

    /**
     * For Lambda: everything is set by environment variables.
     *
     * @throws dev.renditions.config.SettingsException with every mistake in them, if there is one
     */
    public RemovalHandler() {
        this(ExecutionEnvironment.shared()::begin);
    }

    /** A handler over parts that are put together already. */
    RemovalHandler(Supplier<FunctionContext> parts) {
        this.parts = parts;
    }

    /**
     * Works on an event. A batch of SQS is answered with the messages that are to come again.
     *
     * @throws HandlingFailedException if the index did not answer, and the event came without SQS
     * @throws dev.renditions.lambda.event.EventException if the event is none that is taken
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
                .map(told -> work.handle(told, invocation.deadline()))
                .toList();
        if (!new Acknowledger(invocation).settle(handled, EventOrigin.invocation(invocation.requestId()))) {
            throw HandlingFailedException.of(handled);
        }
        return Map.of("events", handled.size());
    }
}
