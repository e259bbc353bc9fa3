package dev.renditions.http.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;

/** JSON as the API writes it. */
public final class ApiJson {
    public static final String MEDIA_TYPE = "application/json";
    public static final ObjectMapper MAPPER = new ObjectMapper();

    private ApiJson() {}

    public static String text(JsonNode node) {
        try {
            return MAPPER.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can't be written as JSON", e);
        }
    }

    /** An answer that is not to be kept. */
    public static ApiResponse fresh(int status, JsonNode body) {
        return new ApiResponse(
                status,
                Map.of("Content-Type", MEDIA_TYPE, "Cache-Control", "no-store"),
                new ApiResponse.Bytes(text(body)));
    }

    /** To the millisecond. */
    public static BigDecimal seconds(Duration duration) {
        return BigDecimal.valueOf(duration.toMillis(), 3);
    }
}
