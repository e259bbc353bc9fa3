package dev.renditions.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.renditions.RenditionResult;
import dev.renditions.index.RenditionLocation;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A result as {@code --json} writes it: one object on one line, always with the same members, absent ones null. */
public final class ResultJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ResultJson() {}

    static String line(RenditionResult result) {
        try {
            return JSON.writeValueAsString(node(result));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a result can't be written as JSON", e);
        }
    }

    /** The object itself. */
    public static ObjectNode node(RenditionResult result) {
        RenditionLocation location = result.location().orElse(null);
        return JSON.createObjectNode()
                .put("source", result.source())
                .put("contentHash", result.content().map(h -> h.hex()).orElse(null))
                .put("profile", result.profile().name())
                .put("profileId", result.profile().toString())
                .put("outcome", result.outcome().word())
                .put("location", location == null ? null : location.uri().toString())
                .put("mediaType", location == null ? null : location.mediaType())
                .put("bytes", location == null ? null : (Long) location.allBytes())
                .put("seconds", seconds(result.spent()))
                .put("savedSeconds", seconds(result.saved()))
                .put("wastedSeconds", seconds(result.wasted().orElse(Duration.ZERO)))
                .put("reason", orNull(result.reason()))
                .set("warnings", JSON.valueToTree(result.warnings()));
    }

    private static BigDecimal seconds(Duration duration) {
        return BigDecimal.valueOf(duration.toMillis(), 3);
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
