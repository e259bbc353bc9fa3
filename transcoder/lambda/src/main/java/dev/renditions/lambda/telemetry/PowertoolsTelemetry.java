package dev.renditions.lambda.telemetry;

import com.amazonaws.services.lambda.runtime.Context;
import dev.renditions.api.LookupMetric;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.MetricsBuilder;
import software.amazon.lambda.powertools.metrics.model.DimensionSet;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/** Writes JSON log lines and metrics in the embedded metric format to standard output, using Powertools. */
public final class PowertoolsTelemetry implements Telemetry {
    private static final Logger LOG = LoggerFactory.getLogger(PowertoolsTelemetry.class);
    private static final String SERVICE = "Service";

    private final String service;
    private final Metrics metrics;

    /**
     * Reads the service name and namespace from Powertools' own variables.
     *
     * @param environment the process's environment variables
     */
    public PowertoolsTelemetry(Map<String, String> environment) {
        this.service = environment.getOrDefault("POWERTOOLS_SERVICE_NAME", "renditions");
        this.metrics = MetricsBuilder.builder()
                .withNamespace(environment.getOrDefault("POWERTOOLS_METRICS_NAMESPACE", "Renditions"))
                .withDefaultDimension(SERVICE, service)
                .build();
    }

    @Override
    public void begin(Context context) {
        // Must be first: the next call ends the cold start for Powertools.
        metrics.captureColdStartMetric(context);
        PowertoolsLogging.initializeLogging(context);
        MDC.put("service", service);
        metrics.addMetadata("function_request_id", context.getAwsRequestId());
    }

    @Override
    public void end(InvocationMetrics figures, Map<LookupMetric, Long> index) {
        try {
            figures.rows().forEach(this::flush);
            figures.totals(index).forEach(figure -> add(metrics, figure));
            metrics.flush();
        } catch (RuntimeException e) {
            LOG.warn("the metrics of an invocation could not be written", e);
        }
        PowertoolsLogging.clearState(true);
    }

    /** Writes sums by outcome, and by profile and outcome, because CloudWatch does not aggregate over dimensions. */
    private void flush(InvocationMetrics.Row row) {
        metrics.flushMetrics(some -> {
            // Replaces the dimension of the service alone, whose totals are written separately.
            some.setDefaultDimensions(DimensionSet.of(SERVICE, service, "Outcome", row.outcome()));
            some.addDimension(DimensionSet.of(SERVICE, service, "Profile", row.profile(), "Outcome", row.outcome()));
            row.figures().forEach(figure -> add(some, figure));
        });
    }

    private static void add(Metrics metrics, Metric figure) {
        metrics.addMetric(figure.metric(), figure.value(), unit(figure.unit()));
    }

    private static MetricUnit unit(Metric.Unit unit) {
        return switch (unit) {
            case COUNT -> MetricUnit.COUNT;
            case SECONDS -> MetricUnit.SECONDS;
            case BYTES -> MetricUnit.BYTES;
        };
    }
}
