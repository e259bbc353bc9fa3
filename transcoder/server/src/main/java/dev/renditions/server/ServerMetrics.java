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

/** The metrics, for Prometheus. Labels have few values: names of profiles, never names of files. */
final class ServerMetrics {
    private static final double[] BOUNDS = {0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30};

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Counter outcomes = Counter.builder()
            .name("renditions_outcomes_total")
            .help("Outcomes of requests for renditions, and of jobs.")
            .labelNames("profile", "outcome")
            .register(registry);
    private final Counter saved = Counter.builder()
            .name("renditions_saved_seconds_total")
            .help("Encode time saved because the rendition existed.")
            .labelNames("profile")
            .register(registry);
    private final Histogram requests = Histogram.builder()
            .name("renditions_http_request_seconds")
            .help("Time until the complete response to a request.")
            .labelNames("route", "status")
            .classicOnly()
            .classicUpperBounds(BOUNDS)
            .register(registry);

    /** Counts a rendition that was found, or whose job has ended. */
    void ended(String profile, Outcome outcome, Duration savedTime) {
        outcomes.labelValues(profile, outcome.word()).inc();
        saved.labelValues(profile).inc(savedTime.toMillis() / 1000.0);
    }

    /** Measures a request. */
    void answered(String route, int status, long nanos) {
        requests.labelValues(route, status / 100 + "xx").observe(nanos / 1e9);
    }

    /** Adds a gauge; its value is read for each report. */
    void gauge(String name, String help, DoubleSupplier value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call(value.getAsDouble()))
                .register(registry);
    }

    /** Adds the lookup counters of the service. */
    void lookups(Supplier<Map<String, Map<LookupMetric, Long>>> counts) {
        CounterWithCallback.builder()
                .name("renditions_lookups_total")
                .help("Results of lookups of renditions.")
                .labelNames("profile", "count")
                .callback(callback -> counts.get()
                        .forEach((profile, sums) ->
                                sums.forEach((count, sum) -> callback.call(sum, profile, count.word()))))
                .register(registry);
    }

    /** Adds the time that was spent on discarded encodes. */
    void wasted(Supplier<Map<String, Duration>> seconds) {
        seconds(
                "renditions_wasted_seconds_total",
                "Time spent on encodes that were discarded because another worker published first.",
                seconds);
    }

    /** Adds the time that reused tracks saved. */
    void savedByTracks(Supplier<Map<String, Duration>> seconds) {
        seconds(
                "renditions_track_saved_seconds_total",
                "Encode time saved by tracks that were copied from other renditions.",
                seconds);
    }

    private void seconds(String name, String help, Supplier<Map<String, Duration>> seconds) {
        CounterWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames("profile")
                .callback(callback ->
                        seconds.get().forEach((profile, time) -> callback.call(time.toMillis() / 1000.0, profile)))
                .register(registry);
    }

    /** All metrics in the Prometheus text format. */
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
