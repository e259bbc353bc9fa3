package dev.renditions.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;

/** JSON as the API writes it. */
final class ApiJson {
    static final String MEDIA_TYPE = "application/json";
    static final ObjectMapper MAPPER = new ObjectMapper();

    private ApiJson() {}

    static String text(JsonNode node) {
        try {
            return MAPPER.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can't be written as JSON", e);
        }
    }

    /** An answer that is not to be kept. */
    static ApiResponse fresh(int status, JsonNode body) {
        return new ApiResponse(
                status,
                Map.of("Content-Type", MEDIA_TYPE, "Cache-Control", "no-store"),
                new ApiResponse.Bytes(text(body)));
    }

    /** To the millisecond. */
    static BigDecimal seconds(Duration duration) {
        return BigDecimal.valueOf(duration.toMillis(), 3);
    }
}
