package dev.renditions.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.renditions.http.message.ApiJson;
import dev.renditions.http.message.ApiResponse;
import dev.renditions.http.routing.RouteHandler;
import dev.renditions.http.routing.RoutedRequest;

/** What this process counted of its looks for renditions since it began. */
final class StatsHandler implements RouteHandler {
    private final ApiContext parts;

    StatsHandler(ApiContext parts) {
        this.parts = parts;
    }

    @Override
    public ApiResponse answer(RoutedRequest request) {
        ObjectNode body = ApiJson.MAPPER.createObjectNode();
        ObjectNode profiles = body.putObject("profiles");
        parts.counts().get().forEach((profile, counts) -> {
            ObjectNode row = profiles.putObject(profile);
            counts.forEach((count, times) -> row.put(count.word(), times));
        });
        ObjectNode wasted = body.putObject("wastedSeconds");
        parts.wasted().get().forEach((profile, time) -> wasted.put(profile, ApiJson.seconds(time)));
        return ApiJson.fresh(200, body);
    }
}
