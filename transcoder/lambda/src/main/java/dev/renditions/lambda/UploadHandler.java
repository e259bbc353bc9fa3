package dev.renditions.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import dev.renditions.api.ResultJson;
import dev.renditions.lambda.event.DirectRequest;
import dev.renditions.lambda.event.EventOrigin;
import dev.renditions.lambda.event.EventParser;
import dev.renditions.lambda.event.FailureDetails;
import dev.renditions.lambda.event.HandlingResult;
import dev.renditions.support.Omissible;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Makes the renditions of uploads. Takes SQS messages, S3 events, "Object Created" of EventBridge, and direct
 * invocations. Each record is handled even if others fail. A repeated event finds the existing renditions. Thread-safe.
 */
public final class UploadHandler implements RequestStreamHandler {
    private final Supplier<FunctionContext> parts;

    /**
     * Called by Lambda. All settings are environment variables.
     *
     * @throws dev.renditions.config.SettingsException with all invalid settings
     */
    public UploadHandler() {
        this(ExecutionEnvironment.shared()::begin);
    }

    /** For tests, and for callers that build the context themselves. */
    public UploadHandler(Supplier<FunctionContext> parts) {
        this.parts = parts;
    }

    /**
     * Handles an event. The answer to a batch of SQS messages lists those that must be redelivered, to a direct
     * invocation the results, and to any other event the number of renditions.
     *
     * @throws HandlingFailedException if an event that did not come through SQS must be retried, or failed and no dead
     *     letter could be sent. Lambda then retries the event, and sends it to its on-failure destination in the end
     * @throws dev.renditions.lambda.event.EventException if the event is not supported
     */
    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
        Invocation.run(parts.get(), in, out, context, UploadHandler::answer);
    }

    private static Object answer(JsonNode event, Invocation invocation) {
        ObjectEventProcessor work = new UploadProcessor(invocation);
        if (QueueMessages.areIn(event)) {
            return new QueueMessages(invocation, work).handle(event);
        }
        List<HandlingResult> handled = EventParser.read(event).stream()
                .map(each -> work.handle(each, invocation.deadline()))
                .toList();
        Acknowledger settlement = new Acknowledger(invocation);
        if (DirectRequest.isOne(event)) {
            settlement.announce(handled.get(0).results());
            return results(handled.get(0));
        }
        if (!settlement.settle(handled, EventOrigin.invocation(invocation.requestId()))) {
            throw HandlingFailedException.of(handled);
        }
        return Map.of(
                "renditions", handled.stream().mapToInt(h -> h.results().size()).sum());
    }

    private static Report results(HandlingResult handled) {
        return new Report(
                handled.results().stream().map(ResultJson::of).toList(),
                handled.failures().stream().map(Failure::of).toList());
    }

    private record Report(
            @Omissible List<ResultJson> results, @Omissible List<Failure> failures) {}

    private record Failure(String kind, String reason, boolean worthRetrying) {
        static Failure of(FailureDetails failure) {
            return new Failure(failure.kind(), failure.sentence(), failure.worthRetrying());
        }
    }
}
