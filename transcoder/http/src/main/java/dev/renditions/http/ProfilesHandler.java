package dev.renditions.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.renditions.http.message.ApiJson;
import dev.renditions.http.message.ApiResponse;
import dev.renditions.http.message.EntityTag;
import dev.renditions.http.routing.RouteHandler;
import dev.renditions.http.routing.RoutedRequest;
import dev.renditions.profile.Profile;
import java.util.Map;

/** The profiles that may be asked for. */
final class ProfilesHandler implements RouteHandler {
    private final ApiContext parts;

    ProfilesHandler(ApiContext parts) {
        this.parts = parts;
    }

    @Override
    public ApiResponse answer(RoutedRequest request) {
        ObjectNode body = ApiJson.MAPPER.createObjectNode();
        ArrayNode profiles = body.putArray("profiles");
        for (Profile profile : parts.catalog().all()) {
            profiles.addObject()
                    .put("name", profile.name())
                    .put("id", profile.id().toString())
                    .put("kind", profile.kind())
                    .put("mediaType", profile.mediaType())
                    .put("description", profile.description());
        }
        String text = ApiJson.text(body);
        return new ApiResponse(
                        200,
                        Map.of("Content-Type", ApiJson.MEDIA_TYPE, "Cache-Control", "private, max-age=60"),
                        new ApiResponse.Bytes(text))
                .with("ETag", EntityTag.of(text).tag());
    }
}
