package dev.renditions.server;

import dev.renditions.api.LookupMetric;
import dev.renditions.api.Outcome;
import dev.renditions.http.message.ApiResponse;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/** What is measured, for Prometheus. Its labels have few values: names of profiles, never names of files. */
final class ServerMetrics {
    private static final double[] BOUNDS = {0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30};

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Counter outcomes = Counter.builder()
            .name("renditions_outcomes_total")
            .help("How requests for renditions ended, and jobs.")
            .labelNames("profile", "outcome")
            .register(registry);
    private final Counter saved = Counter.builder()
            .name("renditions_saved_seconds_total")
            .help("Encode time that was not spent, since the rendition was there.")
            .labelNames("profile")
            .register(registry);
    private final Histogram requests = Histogram.builder()
            .name("renditions_http_request_seconds")
            .help("How long requests took to be answered whole.")
            .labelNames("route", "status")
            .classicOnly()
            .classicUpperBounds(BOUNDS)
            .register(registry);

    /** A rendition was found, or a job for it has ended. */
    void ended(String profile, Outcome outcome, Duration savedTime) {
        outcomes.labelValues(profile, outcome.word()).inc();
        saved.labelValues(profile).inc(savedTime.toMillis() / 1000.0);
    }

    /** A request was answered. */
    void answered(String route, int status, long nanos) {
        requests.labelValues(route, status / 100 + "xx").observe(nanos / 1e9);
    }

    /** Measures something whenever it is asked for. */
    void gauge(String name, String help, DoubleSupplier value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call(value.getAsDouble()))
                .register(registry);
    }

    /** Counts what the service counts. */
    void lookups(Supplier<Map<String, Map<LookupMetric, Long>>> counts) {
        CounterWithCallback.builder()
                .name("renditions_lookups_total")
                .help("What looks for renditions met with.")
                .labelNames("profile", "count")
                .callback(callback -> counts.get()
                        .forEach((profile, sums) ->
                                sums.forEach((count, sum) -> callback.call(sum, profile, count.word()))))
                .register(registry);
    }

    /** Sums what was encoded in vain. */
    void wasted(Supplier<Map<String, Duration>> seconds) {
        CounterWithCallback.builder()
                .name("renditions_wasted_seconds_total")
                .help("Time spent on encodes of which nothing was kept, since another worker published first.")
                .labelNames("profile")
                .callback(callback ->
                        seconds.get().forEach((profile, time) -> callback.call(time.toMillis() / 1000.0, profile)))
                .register(registry);
    }

    /** All of it, as Prometheus reads it. */
    ApiResponse answer() {
        return new ApiResponse(
                200,
                Map.of("Content-Type", PrometheusTextFormatWriter.CONTENT_TYPE, "Cache-Control", "no-store"),
                new ApiResponse.Bytes(text()));
    }

    private String text() {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try {
            PrometheusTextFormatWriter.create().write(text, registry.scrape());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString(StandardCharsets.UTF_8);
    }
}
