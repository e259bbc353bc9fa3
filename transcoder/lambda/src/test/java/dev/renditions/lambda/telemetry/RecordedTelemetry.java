package dev.renditions.lambda.telemetry;

import com.amazonaws.services.lambda.runtime.Context;
import dev.renditions.api.LookupMetric;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** Telemetry that records the metrics. */
public final class RecordedTelemetry implements Telemetry {
    private final List<InvocationMetrics> ended = new CopyOnWriteArrayList<>();
    private volatile Map<LookupMetric, Long> index = Map.of();
    private volatile int begun;

    @Override
    public synchronized void begin(Context context) {
        begun++;
    }

    @Override
    public void end(InvocationMetrics figures, Map<LookupMetric, Long> counts) {
        ended.add(figures);
        index = counts;
    }

    public int begun() {
        return begun;
    }

    public int ended() {
        return ended.size();
    }

    /** The number of renditions in all invocations. */
    public int results() {
        return results(row -> true);
    }

    /** The number of renditions with this outcome in all invocations. */
    public int results(String outcome) {
        return results(row -> row.outcome().equals(outcome));
    }

    private int results(Predicate<InvocationMetrics.Row> which) {
        return (int) ended.stream()
                .flatMap(figures -> figures.rows().stream())
                .filter(which)
                .flatMap(row -> row.figures().stream())
                .filter(figure -> figure.metric().equals("Renditions"))
                .mapToDouble(Metric::value)
                .sum();
    }

    /** A total of the last invocation. */
    public double total(String metric) {
        return ended.get(ended.size() - 1).totals(index).stream()
                .filter(figure -> figure.metric().equals(metric))
                .mapToDouble(Metric::value)
                .findFirst()
                .orElseThrow(() -> new AssertionError(metric + " not found"));
    }
}
