package dev.renditions.lambda.telemetry;

import com.amazonaws.services.lambda.runtime.Context;
import dev.renditions.api.LookupMetric;
import java.util.Map;

/**
 * Logs and metrics of an invocation. {@link #begin} and {@link #end} are called once each, on the thread of the
 * invocation.
 */
public interface Telemetry {
    /** Starts an invocation. Log lines of this thread have its request id from now on. */
    void begin(Context context);

    /**
     * Ends an invocation, with or without success. Never throws.
     *
     * @param index the counts of the index during the invocation
     */
    void end(InvocationMetrics figures, Map<LookupMetric, Long> index);
}
