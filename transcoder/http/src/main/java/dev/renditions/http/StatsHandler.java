package dev.renditions.http;

import dev.renditions.api.ResultJson;
import dev.renditions.http.message.ApiJson;
import dev.renditions.http.message.ApiResponse;
import dev.renditions.http.routing.RouteHandler;
import dev.renditions.http.routing.RoutedRequest;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Lookup counters of this process since its start. */
final class StatsHandler implements RouteHandler {
    private final ApiContext parts;

    StatsHandler(ApiContext parts) {
        this.parts = parts;
    }

    @Override
    public ApiResponse answer(RoutedRequest request) {
        Map<String, Map<String, Long>> profiles = new LinkedHashMap<>();
        parts.counts().get().forEach((profile, counts) -> {
            Map<String, Long> row = profiles.computeIfAbsent(profile, p -> new LinkedHashMap<>());
            counts.forEach((count, times) -> row.put(count.word(), times));
        });
        return ApiJson.fresh(
                200,
                new Body(
                        profiles,
                        seconds(parts.wasted().get()),
                        seconds(parts.savedByTracks().get())));
    }

    private static Map<String, BigDecimal> seconds(Map<String, Duration> times) {
        Map<String, BigDecimal> seconds = new LinkedHashMap<>();
        times.forEach((profile, time) -> seconds.put(profile, ResultJson.toSeconds(time)));
        return seconds;
    }

    private record Body(
            Map<String, Map<String, Long>> profiles,
            Map<String, BigDecimal> wastedSeconds,
            Map<String, BigDecimal> trackSavedSeconds) {}
}
