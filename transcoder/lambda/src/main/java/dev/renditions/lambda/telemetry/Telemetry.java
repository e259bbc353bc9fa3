package dev.renditions.lambda.telemetry;

import com.amazonaws.services.lambda.runtime.Context;
import dev.renditions.api.LookupMetric;
import java.util.Map;

/** What is logged and measured of each invocation. Calls come in pairs, from the invocation's own thread. */
public interface Telemetry {
    /** An invocation begins: what it logs from now on, on this thread, says which one it was. */
    void begin(Context context);

    /**
     * It ends, well or not. Never throws.
     *
     * @param index what was counted of the index meanwhile
     */
    void end(InvocationMetrics figures, Map<LookupMetric, Long> index);
}
