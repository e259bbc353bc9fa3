package dev.renditions.support;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Reads and writes records as JSON. Reading is strict, because the input may be untrusted: it is an error if a member has
 * another type, or if it is absent or null and not {@link Omissible}. Nothing is converted, not even {@code "1"} to a number.
 * Unknown members are ignored. A {@link Duration} is a number of seconds. Safe for use by many threads.
 */
public final class StrictJson {
    /** For callers that need another format. */
    public static final JsonMapper MAPPER = mapper();

    private static final Map<Class<?>, String> TYPES = Map.of(
            String.class, "text",
            boolean.class, "true or false",
            int.class, "a whole number",
            long.class, "a whole number",
            Double.class, "a number",
            Duration.class, "a number",
            List.class, "a list");

    private StrictJson() {}

    private static JsonMapper mapper() {
        JsonMapper.Builder builder = JsonMapper.builder()
                // A double would lose the nanoseconds of a long time.
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .disable(MapperFeature.SORT_CREATOR_PROPERTIES_FIRST)
                .defaultSetterInfo(MemberRules.REQUIRED)
                .annotationIntrospector(new MemberRules())
                .addModule(new SimpleModule()
                        .addSerializer(new SecondsJson.Writer())
                        .addDeserializer(Duration.class, SecondsJson.reader())
                        // Jackson's own deserializer accepts the text "NaN".
                        .addDeserializer(Double.class, new NumberReader<>(Double.class, n -> n.doubleValue())));
        builder.withCoercionConfig(
                LogicalType.Textual,
                textual -> textual.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail));
        return builder.build();
    }

    /** Writes a value on one line. */
    public static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a " + value.getClass().getSimpleName() + " can't be written as JSON", e);
        }
    }

    /**
     * Reads a record from a JSON object. If a member occurs twice, the last one counts, as in every tree of Jackson.
     *
     * @throws IllegalArgumentException with a sentence that names the member that is absent or invalid
     */
    public static <T> T read(JsonNode tree, Class<T> type) {
        if (!tree.isObject()) {
            throw new IllegalArgumentException("it is not an object");
        }
        try {
            return MAPPER.treeToValue(tree, type);
        } catch (JsonMappingException e) {
            throw new IllegalArgumentException(sentence(e), e);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e.getOriginalMessage(), e);
        }
    }

    private static String sentence(JsonMappingException e) {
        if (e.getCause() instanceof RuntimeException cause) {
            return String.valueOf(cause.getMessage());
        }
        String member = e.getPath().stream()
                .map(JsonMappingException.Reference::getFieldName)
                .filter(name -> name != null)
                .reduce("", (outer, inner) -> inner);
        return e instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null
                ? "its '" + member + "' must be " + TYPES.getOrDefault(mismatch.getTargetType(), "an object")
                : "its '" + member + "' can't be read: " + e.getOriginalMessage();
    }
}
