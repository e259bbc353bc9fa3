package dev.renditions.http.message;

import dev.renditions.support.StrictJson;
import java.util.Map;

/** JSON responses of the API. */
public final class ApiJson {
    public static final String MEDIA_TYPE = "application/json";

    private ApiJson() {}

    /** A response that must not be cached. */
    public static ApiResponse fresh(int status, Object body) {
        return new ApiResponse(
                status,
                Map.of("Content-Type", MEDIA_TYPE, "Cache-Control", "no-store"),
                new ApiResponse.Bytes(StrictJson.write(body)));
    }
}
