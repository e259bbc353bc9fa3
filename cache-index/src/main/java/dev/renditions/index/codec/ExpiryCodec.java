package dev.renditions.index.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/**
 * The end of an entry, within its sealed value: {@code "until"} in milliseconds since 1970. The server ends entries too, but
 * whoever can write to it can put an old value back.
 */
final class ExpiryCodec {
    /** How far the clocks of two workers may be apart: a reader whose clock is ahead still takes what has not ended. */
    static final Duration CLOCK_SKEW = Duration.ofSeconds(10);

    private static final String FIELD = "until";

    private ExpiryCodec() {}

    static void write(Instant until, JsonGenerator json) throws IOException {
        json.writeNumberField(FIELD, until.toEpochMilli());
    }

    /** Whether the entry has not ended; one without an end has. */
    static boolean isAhead(JsonNode entry, Instant now) {
        JsonNode until = entry.path(FIELD);
        return until.isIntegralNumber()
                && until.canConvertToLong()
                && Instant.ofEpochMilli(until.longValue()).plus(CLOCK_SKEW).isAfter(now);
    }
}
