package dev.renditions.http.message;

import dev.renditions.support.StrictJson;
import java.util.Map;

/** JSON as the API writes it. */
public final class ApiJson {
    public static final String MEDIA_TYPE = "application/json";

    private ApiJson() {}

    /** An answer that is not to be kept. */
    public static ApiResponse fresh(int status, Object body) {
        return new ApiResponse(
                status,
                Map.of("Content-Type", MEDIA_TYPE, "Cache-Control", "no-store"),
                new ApiResponse.Bytes(StrictJson.write(body)));
    }
}
