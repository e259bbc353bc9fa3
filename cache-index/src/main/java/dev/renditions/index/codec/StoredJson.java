package dev.renditions.index.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * The frame of every stored value: one JSON object in UTF-8, its version first. Values are read from the tree: every hit reads
 * one, and binding the tree to a record takes a quarter longer (2.1 instead of 1.6 microseconds, side by side).
 */
final class StoredJson {
    /** No value is stored larger than this, and nothing larger is read: it is not ours. */
    static final int MOST_BYTES = 4096;

    private static final int VERSION = 1;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private StoredJson() {}

    /** Writes the fields that follow the version, in their order. */
    @FunctionalInterface
    interface Fields {
        void writeTo(JsonGenerator json) throws IOException;
    }

    /** The bytes of a value, however many they are. */
    static byte[] write(Fields fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeNumberField("v", VERSION);
            fields.writeTo(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("memory can always be written to", e);
        }
        return bytes.toByteArray();
    }

    /** The object that the bytes hold; absent if they hold anything else or another version. Never throws. */
    static Optional<JsonNode> read(byte[] value) {
        if (value.length > MOST_BYTES) {
            return Optional.empty();
        }
        try {
            JsonNode node = JSON.readTree(value);
            JsonNode version = node.path("v");
            return version.isInt() && version.intValue() == VERSION ? Optional.of(node) : Optional.empty();
        } catch (IOException | RuntimeException e) {
            // Anyone on the network may write to memcached, so no byte may hurt, a fault of the parser's own included.
            return Optional.empty();
        }
    }
}
