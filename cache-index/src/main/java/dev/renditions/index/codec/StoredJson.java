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
 * The frame of every stored value: one JSON object in UTF-8 that begins with its version. Values are read from the
 * tree, since every hit reads one and data binding takes longer (measured side by side: 2.1 instead of 1.6
 * microseconds).
 */
final class StoredJson {
    /** The size limit of a value for writing and reading; a larger value is foreign. */
    static final int MOST_BYTES = 4096;

    private static final int VERSION = 1;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private StoredJson() {}

    /** Writes the fields that follow the version. */
    @FunctionalInterface
    interface Fields {
        void writeTo(JsonGenerator json) throws IOException;
    }

    /** Encodes a value. Does not check the size limit. */
    static byte[] write(Fields fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeNumberField("v", VERSION);
            fields.writeTo(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing JSON to memory failed", e);
        }
        return bytes.toByteArray();
    }

    /** Decodes an object; empty for other content or another version. Never throws. */
    static Optional<JsonNode> read(byte[] value) {
        if (value.length > MOST_BYTES) {
            return Optional.empty();
        }
        try {
            JsonNode node = JSON.readTree(value);
            JsonNode version = node.path("v");
            return version.isInt() && version.intValue() == VERSION ? Optional.of(node) : Optional.empty();
        } catch (IOException | RuntimeException e) {
            // Anyone on the network may write to Memcached, so no input may cause a failure, not even by a bug of the
            // parser.
            return Optional.empty();
        }
    }
}
