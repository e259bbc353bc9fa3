package dev.renditions.index.codec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Optional;

/**
 * The stored form of an analysis: {@code {"v":1,"value":{...}}} with the result unchanged. For adapters; thread-safe.
 */
public final class AnalysisCodec {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private AnalysisCodec() {}

    /**
     * The bytes to store; empty if they exceed the size limit of a value.
     *
     * @param json the result, a JSON object
     * @throws IllegalArgumentException if it is not a JSON object
     */
    public static Optional<byte[]> encode(String json) {
        JsonNode result;
        try {
            result = JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the result of an analysis must be a JSON object", e);
        }
        if (!result.isObject()) {
            throw new IllegalArgumentException("the result of an analysis must be a JSON object");
        }
        byte[] value = StoredJson.write(stored -> {
            stored.writeFieldName("value");
            stored.writeRawValue(result.toString());
        });
        return value.length > StoredJson.MOST_BYTES ? Optional.empty() : Optional.of(value);
    }

    /** Decodes a result; empty if the bytes are unreadable. Never throws. */
    public static Optional<String> decode(byte[] value) {
        return StoredJson.read(value)
                .map(node -> node.path("value"))
                .filter(JsonNode::isObject)
                .map(JsonNode::toString);
    }
}
