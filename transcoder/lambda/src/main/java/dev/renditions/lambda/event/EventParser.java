package dev.renditions.lambda.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Parses S3 events, S3 events from EventBridge, and direct requests to object events. Recognizes each by members that
 * only it has, and refuses anything else.
 */
public final class EventParser {
    private static final String SUPPORTED = "an S3 event, an EventBridge event from aws.s3,"
            + " or {\"bucket\", \"key\"} with optional \"versionId\", \"profiles\" and \"retry\"";

    private EventParser() {}

    /**
     * The object events of an event; none for the test event that S3 sends when a notification is configured.
     *
     * @throws EventException if the event is not supported
     */
    public static List<ObjectEvent> read(JsonNode event) {
        if (S3Records.isTest(event)) {
            return List.of();
        }
        if (areFrom(event, "aws:s3")) {
            List<ObjectEvent> events = new ArrayList<>();
            event.path("Records").forEach(record -> events.add(S3Records.read(record)));
            return events;
        }
        if (EventBridgeEvents.isOne(event)) {
            return List.of(EventBridgeEvents.read(event));
        }
        if (DirectRequest.isOne(event)) {
            return List.of(DirectRequest.read(event));
        }
        if (BatchJob.isOne(event)) {
            throw new EventException("send tasks of S3 Batch Operations to the BackfillHandler");
        }
        throw new EventException("the event is not supported: " + EventJson.members(event) + "; send " + SUPPORTED);
    }

    /** Whether an event has records, and all are from this source. */
    public static boolean areFrom(JsonNode event, String source) {
        JsonNode records = event.path("Records");
        boolean all = records.isArray() && !records.isEmpty();
        for (JsonNode record : records) {
            all &= record.path("eventSource").asText().equals(source);
        }
        return all;
    }
}
