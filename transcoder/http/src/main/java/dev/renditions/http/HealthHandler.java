package dev.renditions.http;

import dev.renditions.http.message.ApiJson;
import dev.renditions.http.message.ApiResponse;
import dev.renditions.http.routing.RouteHandler;
import dev.renditions.http.routing.RoutedRequest;
import java.util.Map;

/**
 * Reports that this process responds. It checks no dependency: if a shared dependency fails, a load balancer must not
 * take all servers out of service.
 */
final class HealthHandler implements RouteHandler {
    @Override
    public ApiResponse answer(RoutedRequest request) {
        return ApiJson.fresh(200, Map.of("status", "ok"));
    }
}
