package dev.renditions.http;

import dev.renditions.http.message.ApiJson;
import dev.renditions.http.message.ApiResponse;
import dev.renditions.http.message.EntityTag;
import dev.renditions.http.routing.RouteHandler;
import dev.renditions.http.routing.RoutedRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

/** Serves the API description (OpenAPI 3.1). */
final class DescriptionHandler implements RouteHandler {
    private static final String RESOURCE = "openapi.json";

    /** Loaded on the first request. */
    private static final class Described {
        static final ApiResponse.Bytes BODY = ApiResponse.Bytes.shared(read());
        static final EntityTag TAG = EntityTag.of(BODY.text());

        static String read() {
            try (InputStream in = Objects.requireNonNull(
                    DescriptionHandler.class.getResourceAsStream(RESOURCE), RESOURCE + " is part of the jar")) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public ApiResponse answer(RoutedRequest request) {
        return new ApiResponse(
                        200, Map.of("Content-Type", ApiJson.MEDIA_TYPE, "Cache-Control", "max-age=300"), Described.BODY)
                .with("ETag", Described.TAG.tag());
    }
}
