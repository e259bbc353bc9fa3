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
 * @param parts the context of the handlers
 * @param requestId Lambda's id of the invocation
 * @param deadline when all work must be done
 * @param figures the metrics of this invocation
 */
record Invocation(FunctionContext parts, String requestId, Instant deadline, InvocationMetrics figures) {
    /** The part of the function's time that is reserved for reporting and cleanup. */
    private static final Duration MARGIN = Duration.ofSeconds(10);

    /**
     * Parses the event, calls the handler and writes its answer. Telemetry is written even if the handler throws.
     *
     * @throws dev.renditions.lambda.event.EventException if the event is not supported
     */
    static void run(FunctionContext parts, InputStream in, OutputStream out, Context context, Answer answer)
            throws IOException {
        Telemetry telemetry = parts.outlets().telemetry();
        InvocationMetrics figures = new InvocationMetrics();
        Map<LookupMetric, Long> before = counts(parts);
        Duration savedBefore = savedByTracks(parts);
        telemetry.begin(context);
        try {
            JsonNode event = EventJson.object(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            Instant deadline = parts.clock()
                    .instant()
                    .plusMillis(context.getRemainingTimeInMillis())
                    .minus(MARGIN);
            Object result = answer.to(event, new Invocation(parts, context.getAwsRequestId(), deadline, figures));
            out.write(EventJson.text(result).getBytes(StandardCharsets.US_ASCII));
        } finally {
            figures.addSavedByTracks(savedByTracks(parts).minus(savedBefore));
            telemetry.end(figures, since(before, counts(parts)));
        }
    }

    /** The sums over all profiles. */
    private static Map<LookupMetric, Long> counts(FunctionContext parts) {
        Map<LookupMetric, Long> sums = new EnumMap<>(LookupMetric.class);
        parts.service()
                .counts()
                .values()
                .forEach(profile -> profile.forEach((count, times) -> sums.merge(count, times, Long::sum)));
        return sums;
    }

    private static Duration savedByTracks(FunctionContext parts) {
        return parts.service().savedByTracks().values().stream().reduce(Duration.ZERO, Duration::plus);
    }

    private static Map<LookupMetric, Long> since(Map<LookupMetric, Long> before, Map<LookupMetric, Long> now) {
        Map<LookupMetric, Long> difference = new EnumMap<>(now);
        before.forEach((count, times) -> difference.merge(count, -times, Long::sum));
        return difference;
    }

    @FunctionalInterface
    interface Answer {
        /** Handles an event. The answer must be serializable as JSON. */
        Object to(JsonNode event, Invocation invocation);
    }
}
