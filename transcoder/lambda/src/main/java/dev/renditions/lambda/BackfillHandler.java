package dev.renditions.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.S3BatchResponse;
import com.amazonaws.services.lambda.runtime.events.S3BatchResponse.Result;
import com.amazonaws.services.lambda.runtime.events.S3BatchResponse.ResultCode;
import com.fasterxml.jackson.databind.JsonNode;
import dev.renditions.api.Outcome;
import dev.renditions.api.RenditionResult;
import dev.renditions.lambda.event.BatchJob;
import dev.renditions.lambda.event.FailureDetails;
import dev.renditions.lambda.event.HandlingResult;
import dev.renditions.lambda.event.Truncation;
import dev.renditions.lambda.telemetry.InvocationMetrics;
import dev.renditions.support.SafeText;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Makes the renditions of objects that a bucket already holds, as tasks of S3 Batch Operations. Each task gets an
 * answer: S3 retries temporary failures, and lists permanent failures with their reasons in the job's report.
 * Thread-safe.
 */
public final class BackfillHandler implements RequestStreamHandler {
    /** The maximum length of a result in the report, in characters. */
    private static final int LONGEST_RESULT = 1000;

    private final Supplier<FunctionContext> parts;

    /**
     * Called by Lambda. All settings are environment variables.
     *
     * @throws dev.renditions.config.SettingsException with all invalid settings
     */
    public BackfillHandler() {
        this(ExecutionEnvironment.shared()::begin);
    }

    /** For tests, and for callers that build the context themselves. */
    BackfillHandler(Supplier<FunctionContext> parts) {
        this.parts = parts;
    }

    /**
     * Handles each task and returns its result.
     *
     * @throws dev.renditions.lambda.event.EventException if the event is not an invocation by S3 Batch Operations
     */
    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
        Invocation.run(parts.get(), in, out, context, BackfillHandler::answer);
    }

    private static Object answer(JsonNode event, Invocation invocation) {
        BatchJob job = BatchJob.read(event);
        ObjectEventProcessor work = new UploadProcessor(invocation);
        Acknowledger settlement = new Acknowledger(invocation);
        List<Result> results = job.tasks().stream()
                .map(task -> result(task, work.handle(task.event(), invocation.deadline()), settlement, invocation))
                .toList();
        return S3BatchResponse.builder()
                .withInvocationSchemaVersion(job.schema())
                .withInvocationId(job.invocationId())
                .withTreatMissingKeysAs(ResultCode.TemporaryFailure)
                .withResults(results)
                .build();
    }

    private static Result result(
            BatchJob.Task task, HandlingResult handled, Acknowledger settlement, Invocation invocation) {
        ResultCode code = code(handled);
        if (code == ResultCode.TemporaryFailure) {
            invocation.figures().count(InvocationMetrics.Event.HANDED_BACK);
        } else {
            settlement.announce(handled.results());
        }
        return Result.builder()
                .withTaskId(task.id())
                .withResultCode(code)
                .withResultString(Truncation.cut(SafeText.of(sentence(handled)), LONGEST_RESULT))
                .build();
    }

    private static ResultCode code(HandlingResult handled) {
        if (handled.worthRetrying()) {
            return ResultCode.TemporaryFailure;
        }
        return handled.failures().isEmpty() ? ResultCode.Succeeded : ResultCode.PermanentFailure;
    }

    private static String sentence(HandlingResult handled) {
        if (!handled.failures().isEmpty()) {
            return handled.failures().stream().map(FailureDetails::sentence).collect(Collectors.joining("; "));
        }
        Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
        for (RenditionResult result : handled.results()) {
            counts.merge(result.outcome(), 1, Integer::sum);
        }
        return counts.isEmpty() ? "skipped" : Outcome.count(counts);
    }
}
