package dev.renditions.fire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.renditions.api.RenditionResult;
import dev.renditions.index.RenditionLocation;
import java.net.URI;
import java.time.Duration;

/**
 * The response of a worker to one request, as a line of JSON.
 *
 * @param outcome the outcome
 * @param location the location of the rendition; empty without a rendition
 * @param bytes the size of the rendition; 0 without a rendition
 * @param millis the wall-clock time of the request, for all its renditions
 * @param wasted whether it was encoded, but another worker published first
 * @param reason why the request failed, or that its encode was wasted; empty otherwise
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
