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
 * Makes the renditions of what was uploaded. Takes messages of SQS, S3's events, "Object Created" of EventBridge, and direct
 * invocations. Everything that is told has its turn, whatever becomes of the rest; what is told again finds the renditions
 * made. Safe for use by many threads.
 */
public final class UploadHandler implements RequestStreamHandler {
    private final Supplier<FunctionContext> parts;

    /**
     * For Lambda: everything is set by environment variables.
     *
     * @throws dev.renditions.config.SettingsException with every mistake in them, if there is one
     */
    public UploadHandler() {
        this(ExecutionEnvironment.shared()::begin);
    }

    /** A handler over parts that are put together already. */
    public UploadHandler(Supplier<FunctionContext> parts) {
        this.parts = parts;
    }

    /**
     * Works on an event. A batch of SQS is answered with the messages that are to come again, a direct invocation with its
     * results, another event with how many renditions there were.
     *
     * @throws HandlingFailedException if something of an event that came without SQS is to be tried again, or failed and could
     *     be left in no queue: Lambda then tries the event again, and gives it to its own destination in the end
     * @throws dev.renditions.lambda.event.EventException if the event is none that is taken
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
                .map(told -> work.handle(told, invocation.deadline()))
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

    /** Whoever asked is told all of it, failures as well. */
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
