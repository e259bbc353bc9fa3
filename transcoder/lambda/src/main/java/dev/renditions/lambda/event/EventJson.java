package dev.renditions.lambda.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.renditions.support.StrictJson;
import java.util.Optional;
import java.util.StringJoiner;

/** Reads and writes the JSON of the functions. */
public final class EventJson {
    public static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Writes ASCII only: SQS rejects some characters, and each of them has an escape. */
    private static final ObjectWriter WRITER = StrictJson.MAPPER.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII);

    private EventJson() {}

    /**
     * Parses one JSON object.
     *
     * @throws EventException if the text is not a JSON object
     */
    public static JsonNode object(String text) {
        try {
            JsonNode node = MAPPER.readTree(text);
            if (node.isObject()) {
                return node;
            }
        } catch (JsonProcessingException e) {
            throw new EventException("the event is not JSON: " + e.getOriginalMessage());
        }
        throw new EventException("the event is not a JSON object");
    }

    /** Serializes a record or a tree. */
    public static String text(Object value) {
        try {
            return WRITER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a " + value.getClass().getSimpleName() + " can't be written as JSON", e);
        }
    }

    /**
     * A string member.
     *
     * @throws EventException if it is missing, empty, or not a string
     */
    public static String required(JsonNode node, String member) {
        return optional(node, member)
                .orElseThrow(() -> new EventException("'" + member + "' is missing or not a string: " + members(node)));
    }

    /** A string member; absent if it is missing, empty, or not a string. */
    public static Optional<String> optional(JsonNode node, String member) {
        return Optional.of(node.path(member))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .filter(text -> !text.isEmpty());
    }

    /** The names of an object's members, for messages. */
    public static String members(JsonNode node) {
        StringJoiner names = new StringJoiner(", ", "its members are [", "]");
        node.fieldNames().forEachRemaining(names::add);
        return names.toString();
    }
}
