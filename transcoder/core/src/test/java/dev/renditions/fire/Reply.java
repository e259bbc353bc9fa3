package dev.renditions.fire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.renditions.api.RenditionResult;
import dev.renditions.index.RenditionLocation;
import java.net.URI;
import java.time.Duration;

/**
 * What a worker says of one request, on a line of JSON.
 *
 * @param outcome how it ended
 * @param location where the rendition is; empty if there is none
 * @param bytes its size; 0 if there is none
 * @param millis the wall-clock time from the request to its answer, of all its renditions
 * @param wasted whether it was encoded, and another was first
 * @param reason why there is none, or that its encode was wasted; empty otherwise
 */
record Reply(String outcome, String location, long bytes, double millis, boolean wasted, String reason) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Reply of(RenditionResult result, Duration took) {
        return new Reply(
                result.outcome().word(),
                result.location().map(RenditionLocation::uri).map(URI::toString).orElse(""),
                result.location().map(RenditionLocation::bytes).orElse(0L),
                took.toNanos() / 1e6,
                result.wasted().isPresent(),
                result.reason());
    }

    String line() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static Reply parse(String line) {
        try {
            return JSON.readValue(line, Reply.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a reply: " + line, e);
        }
    }
}
