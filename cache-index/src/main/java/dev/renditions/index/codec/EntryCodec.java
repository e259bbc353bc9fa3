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
 * The stored form of a location, readable by anyone with a memcached client:
 * {@code {"v":1,"uri":"s3://bucket/key","type":"video/mp4","bytes":123,"seconds":1.234}}, in this order, where
 * {@code seconds} is the encode time, cut to the millisecond. A rendition of several files has {@code "allBytes"} at its
 * end, the size of them together, and {@code "sizes"}, a digest of their names and sizes; one of a damaged source has
 * {@code "warnings"}, a list of texts. For the adapters; thread-safe.
 *
 * <p>A value is far below 1 KB as a rule. The object key alone may have 1024 bytes, three times that when it is written as
 * a URI, and a path may be longer still: up to 4 KB are stored. What is longer is not stored at all, which costs a look
 * into the store each time and nothing else.
 */
public final class EntryCodec {
    /** Thirty years in seconds: what is longer is a mistake, and a double still tells the milliseconds apart. */
    private static final long MOST_SECONDS = 1_000_000_000L;

    private EntryCodec() {}

    /** The bytes to store; absent if the location has no stored form: its URI is too long, or its encode took ages. */
    public static Optional<byte[]> encode(RenditionLocation location) {
        if (location.encodeTime().toSeconds() >= MOST_SECONDS) {
            return Optional.empty();
        }
        byte[] value = StoredJson.write(json -> write(location, json));
        return value.length > StoredJson.MOST_BYTES ? Optional.empty() : Optional.of(value);
    }

    /**
     * The location that the bytes hold; absent if they hold none that this version can read: other versions, foreign bytes,
     * missing or ill-typed fields. Unknown fields are passed over. Never throws.
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
        // Absent where there is one file, and in what earlier versions wrote.
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
