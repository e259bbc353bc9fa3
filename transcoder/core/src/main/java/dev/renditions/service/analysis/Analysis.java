package dev.renditions.service.analysis;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.renditions.index.AnalysisKey;
import dev.renditions.index.ContentHash;
import dev.renditions.support.StrictJson;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;

/**
 * A kind of content analysis, and its result as JSON: {@code {"engine":"...","value":{...}}}. Reading is strict, because a result
 * decides what is encoded: a text with an unknown, missing or invalid member, or the result of another engine, counts as absent.
 * Immutable.
 *
 * @param <T> the result
 */
public final class Analysis<T> {
    private static final String ENGINE = "engine";
    private static final String VALUE = "value";

    private final String name;
    private final int version;
    private final Function<T, Object> form;
    private final Reader<T> reader;

    private Analysis(String name, int version, Function<T, Object> form, Reader<T> reader) {
        this.name = name;
        this.version = version;
        this.form = form;
        this.reader = reader;
    }

    /** Reads a result. */
    private interface Reader<T> {
        T read(JsonNode value) throws IOException;
    }

    /**
     * An analysis.
     *
     * @param name its name, see {@link AnalysisKey}
     * @param version to be raised if the same content may have another result, or the same members another meaning
     * @param json a record with the members of the JSON object, all of which are required
     * @param write returns the members for a result
     * @param read returns the result of the members; an exception means that they are invalid
     */
    static <T, J> Analysis<T> of(String name, int version, Class<J> json, Function<T, J> write, Function<J, T> read) {
        // A reader is made when it is needed: Jackson looks at all members of the record then.
        return new Analysis<>(
                name, version, write::apply, value -> read.apply(reader(json).<J>readValue(value)));
    }

    private static ObjectReader reader(Class<?> json) {
        return StrictJson.MAPPER.readerFor(json).with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }

    /** The key of the result for a content. */
    public AnalysisKey key(ContentHash content) {
        return new AnalysisKey(content, name, version);
    }

    /**
     * The text to record.
     *
     * @param engine identifies the program that found the result, and its build
     */
    public String write(String engine, T result) {
        ObjectNode text = StrictJson.MAPPER.createObjectNode();
        text.put(ENGINE, engine);
        text.set(VALUE, StrictJson.MAPPER.valueToTree(form.apply(result)));
        return StrictJson.write(text);
    }

    /** The result in a text that {@link #write} returned for the same engine; empty for any other text. Never throws. */
    public Optional<T> read(String engine, String text) {
        try {
            JsonNode read = StrictJson.MAPPER.readTree(text);
            JsonNode by = read.path(ENGINE);
            JsonNode value = read.path(VALUE);
            boolean ours = read.size() == 2
                    && value.isObject()
                    && by.isTextual()
                    && by.textValue().equals(engine);
            return ours ? Optional.of(reader.read(value)) : Optional.empty();
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return name + "-" + version;
    }
}
