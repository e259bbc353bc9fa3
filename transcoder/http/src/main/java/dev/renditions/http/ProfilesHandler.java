package dev.renditions.http;

import dev.renditions.http.message.ApiJson;
import dev.renditions.http.message.ApiResponse;
import dev.renditions.http.message.EntityTag;
import dev.renditions.http.routing.RouteHandler;
import dev.renditions.http.routing.RoutedRequest;
import dev.renditions.kind.Profile;
import dev.renditions.support.StrictJson;
import java.util.List;
import java.util.Map;

/** Lists the profiles that clients may request. */
final class ProfilesHandler implements RouteHandler {
    private final ApiContext parts;

    ProfilesHandler(ApiContext parts) {
        this.parts = parts;
    }

    @Override
    public ApiResponse answer(RoutedRequest request) {
        String text = StrictJson.write(
                new Body(parts.catalog().all().stream().map(Item::of).toList()));
        return new ApiResponse(
                        200,
                        Map.of("Content-Type", ApiJson.MEDIA_TYPE, "Cache-Control", "private, max-age=60"),
                        new ApiResponse.Bytes(text))
                .with("ETag", EntityTag.of(text).tag());
    }

    private record Body(List<Item> profiles) {}

    private record Item(String name, String id, String kind, String mediaType, String description) {
        static Item of(Profile profile) {
            return new Item(
                    profile.name(),
                    profile.id().toString(),
                    profile.kind().word(),
                    profile.mediaType(),
                    profile.description());
        }
    }
}
