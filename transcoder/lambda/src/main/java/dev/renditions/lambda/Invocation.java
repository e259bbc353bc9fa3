package dev.renditions.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.JsonNode;
import dev.renditions.api.LookupMetric;
import dev.renditions.lambda.event.EventJson;
import dev.renditions.lambda.telemetry.InvocationMetrics;
import dev.renditions.lambda.telemetry.Telemetry;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/**
 * One invocation of a function. For its thread.
 *
 * @param parts what it works with
 * @param requestId what Lambda calls it
 * @param deadline when it must be done
 * @param figures what it did, in numbers
 */
record Invocation(FunctionContext parts, String requestId, Instant deadline, InvocationMetrics figures) {
    /** What is kept of the function's time to say what happened and to clean up. */
    private static final Duration MARGIN = Duration.ofSeconds(10);

    /**
     * Reads the event, has it answered, writes the answer, and reports, whatever happens.
     *
     * @throws dev.renditions.lambda.event.EventException if it is no event that is taken
     */
    static void run(FunctionContext parts, InputStream in, OutputStream out, Context context, Answer answer)
            throws IOException {
        Telemetry telemetry = parts.outlets().telemetry();
        InvocationMetrics figures = new InvocationMetrics();
        Map<LookupMetric, Long> before = counts(parts);
        telemetry.begin(context);
        try {
            JsonNode event = EventJson.object(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            Instant deadline = parts.clock()
                    .instant()
                    .plusMillis(context.getRemainingTimeInMillis())
                    .minus(MARGIN);
            Object said = answer.to(event, new Invocation(parts, context.getAwsRequestId(), deadline, figures));
            out.write(EventJson.text(said).getBytes(StandardCharsets.US_ASCII));
        } finally {
            telemetry.end(figures, since(before, counts(parts)));
        }
    }

    /** Over all profiles. */
    private static Map<LookupMetric, Long> counts(FunctionContext parts) {
        Map<LookupMetric, Long> sums = new EnumMap<>(LookupMetric.class);
        parts.service()
                .counts()
                .values()
                .forEach(profile -> profile.forEach((count, times) -> sums.merge(count, times, Long::sum)));
        return sums;
    }

    private static Map<LookupMetric, Long> since(Map<LookupMetric, Long> before, Map<LookupMetric, Long> now) {
        Map<LookupMetric, Long> difference = new EnumMap<>(now);
        before.forEach((count, times) -> difference.merge(count, -times, Long::sum));
        return difference;
    }

    /** What a function does with an event. */
    @FunctionalInterface
    interface Answer {
        /** The answer, which can be written as JSON. */
        Object to(JsonNode event, Invocation invocation);
    }
}
