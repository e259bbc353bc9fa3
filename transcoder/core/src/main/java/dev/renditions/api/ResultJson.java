package dev.renditions.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.renditions.index.RenditionLocation;
import dev.renditions.support.SafeText;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A result as JSON: the one form for {@code run --json}, direct invocations, events and the HTTP API. Always the same members,
 * absent ones null; some of those who send it add members of their own, and none renames one.
 */
public final class ResultJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ResultJson() {}

    /** On one line. */
    public static String line(RenditionResult result) {
        try {
            return JSON.writeValueAsString(node(result));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a result can't be written as JSON", e);
        }
    }

    /** The object itself, for the operator and their programs. */
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
                .put("mainBytes", location == null ? null : (Long) location.bytes())
                .put("seconds", seconds(result.spent()))
                .put("savedSeconds", seconds(result.saved()))
                .put("wastedSeconds", seconds(result.wasted().orElse(Duration.ZERO)))
                .put("reason", orNull(SafeText.of(result.reason())))
                .set("warnings", JSON.valueToTree(result.warnings()));
    }

    /**
     * The same for a caller over HTTP, who need not know where sources and renditions lie: {@code location} is null.
     *
     * @param source the source as the caller names it
     */
    public static ObjectNode forCaller(String source, RenditionResult result) {
        return node(result).put("source", source).putNull("location");
    }

    /** To the millisecond. */
    private static BigDecimal seconds(Duration duration) {
        return BigDecimal.valueOf(duration.toMillis(), 3);
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
