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

/** JSON as the functions read and write it. */
public final class EventJson {
    public static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Writes ASCII alone: SQS refuses some characters, and all of them have an escape. */
    private static final ObjectWriter WRITER = StrictJson.MAPPER.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII);

    private EventJson() {}

    /**
     * Reads one object.
     *
     * @throws EventException if the text is anything else
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
        throw new EventException("the event is no JSON object");
    }

    /** Writes a record or a tree. */
    public static String text(Object value) {
        try {
            return WRITER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a " + value.getClass().getSimpleName() + " can't be written as JSON", e);
        }
    }

    /**
     * The text of a member.
     *
     * @throws EventException if there is none, it is empty, or no text
     */
    public static String required(JsonNode node, String member) {
        return optional(node, member)
                .orElseThrow(() -> new EventException("'" + member + "' is missing, or no text: " + members(node)));
    }

    /** The text of a member; absent if there is none, or it is empty or null. */
    public static Optional<String> optional(JsonNode node, String member) {
        return Optional.of(node.path(member))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .filter(text -> !text.isEmpty());
    }

    /** The names of an object's members, for people. */
    public static String members(JsonNode node) {
        StringJoiner names = new StringJoiner(", ", "there are [", "]");
        node.fieldNames().forEachRemaining(names::add);
        return names.toString();
    }
}
