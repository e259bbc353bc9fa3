package dev.renditions.index.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/**
 * The end of an entry inside its sealed value: {@code "until"} in milliseconds since 1970. The server expires entries
 * too, but an attacker who can write to it can restore an old value.
 */
final class ExpiryCodec {
    /** The tolerated clock difference between two workers: a reader whose clock is ahead still accepts a live entry. */
    static final Duration CLOCK_SKEW = Duration.ofSeconds(10);

    private static final String FIELD = "until";

    private ExpiryCodec() {}

    static void write(Instant until, JsonGenerator json) throws IOException {
        json.writeNumberField(FIELD, until.toEpochMilli());
    }

    /** Whether the entry has not ended. An entry without an end counts as ended. */
    static boolean isAhead(JsonNode entry, Instant now) {
        JsonNode until = entry.path(FIELD);
        return until.isIntegralNumber()
                && until.canConvertToLong()
                && Instant.ofEpochMilli(until.longValue()).plus(CLOCK_SKEW).isAfter(now);
    }
}
