package dev.renditions.index.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.renditions.index.RenditionLocation;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The stored form of a location, readable by anyone with a Memcached client:
 * {@code {"v":1,"uri":"s3://bucket/key","type":"video/mp4","bytes":123,"seconds":1.234}}, in this order, where
 * {@code seconds} is the encode time, truncated to milliseconds. A rendition of several files also has
 * {@code "allBytes"}, their total size, and {@code "sizes"}, a digest of their names and sizes. A rendition of a
 * damaged source has {@code "warnings"}, a list of texts. For adapters; thread-safe.
 *
 * <p>A value usually is far below 1 KB. But an object key may have 1024 bytes, three times that in a URI, and a path
 * may be longer: up to 4 KB are stored. A longer value is not stored, which costs a store request per look-up.
 */
public final class EntryCodec {
    /** Thirty years in seconds. A longer time is a mistake; below it, a double is precise to the millisecond. */
    private static final long MOST_SECONDS = 1_000_000_000L;

    private EntryCodec() {}

    /** The bytes to store; empty if the location has no stored form because its URI or its encode time is too long. */
    public static Optional<byte[]> encode(RenditionLocation location) {
        if (location.encodeTime().toSeconds() >= MOST_SECONDS) {
            return Optional.empty();
        }
        byte[] value = StoredJson.write(json -> write(location, json));
        return value.length > StoredJson.MOST_BYTES ? Optional.empty() : Optional.of(value);
    }

    /**
     * Decodes a location; empty for other versions, foreign bytes, and missing or ill-typed fields. Ignores unknown
     * fields. Never throws.
     */
    public static Optional<RenditionLocation> decode(byte[] value) {
        return StoredJson.read(value).flatMap(EntryCodec::location);
    }

    private static void write(RenditionLocation location, JsonGenerator json) throws IOException {
        json.writeStringField("uri", location.uri().toString());
        json.writeStringField("type", location.mediaType());
        json.writeNumberField("bytes", location.bytes());
        json.writeNumberField(
                "seconds", BigDecimal.valueOf(location.encodeTime().toMillis(), 3));
        if (location.allBytes() != location.bytes()) {
            json.writeNumberField("allBytes", location.allBytes());
        }
        if (!location.sizes().isEmpty()) {
            json.writeStringField("sizes", location.sizes());
        }
        if (!location.warnings().isEmpty()) {
            json.writeArrayFieldStart("warnings");
            for (String warning : location.warnings()) {
                json.writeString(warning);
            }
            json.writeEndArray();
        }
    }

    private static Optional<RenditionLocation> location(JsonNode entry) {
        JsonNode uri = entry.path("uri");
        JsonNode type = entry.path("type");
        JsonNode bytes = entry.path("bytes");
        JsonNode seconds = entry.path("seconds");
        // Absent for a single file and in entries of earlier versions.
        JsonNode allBytes = entry.path("allBytes").isMissingNode() ? bytes : entry.path("allBytes");
        if (!uri.isTextual() || !type.isTextual() || !isLong(bytes) || !isLong(allBytes) || !isDuration(seconds)) {
            return Optional.empty();
        }
        Duration encodeTime = Duration.ofMillis(Math.round(seconds.doubleValue() * 1000));
        try {
            return Optional.of(new RenditionLocation(
                    URI.create(uri.textValue()),
                    type.textValue(),
                    bytes.longValue(),
                    allBytes.longValue(),
                    encodeTime,
                    warnings(entry.path("warnings")),
                    entry.path("sizes").asText()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static List<String> warnings(JsonNode node) {
        List<String> warnings = new ArrayList<>();
        node.forEach(warning -> warnings.add(warning.asText()));
        return warnings;
    }

    private static boolean isLong(JsonNode node) {
        return node.isIntegralNumber() && node.canConvertToLong();
    }

    private static boolean isDuration(JsonNode node) {
        return node.isNumber() && node.doubleValue() >= 0 && node.doubleValue() < MOST_SECONDS;
    }
}
