package dev.renditions.lambda.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what an event tells of objects. Takes S3's own events, those of EventBridge, and direct requests, and recognises
 * each by what only it has; anything else is refused.
 */
public final class EventParser {
    private static final String TAKEN = "an S3 event, an event of EventBridge from aws.s3,"
            + " or {\"bucket\", \"key\"} with \"versionId\" and \"profiles\" if you like";

    private EventParser() {}

    /**
     * What an event tells; nothing, if it is the one that S3 sends when a notification is set up.
     *
     * @throws EventException if it is none of these
     */
    public static List<ObjectEvent> read(JsonNode event) {
        if (S3Records.isTest(event)) {
            return List.of();
        }
        if (areFrom(event, "aws:s3")) {
            List<ObjectEvent> told = new ArrayList<>();
            event.path("Records").forEach(record -> told.add(S3Records.read(record)));
            return told;
        }
        if (EventBridgeEvents.isOne(event)) {
            return List.of(EventBridgeEvents.read(event));
        }
        if (DirectRequest.isOne(event)) {
            return List.of(DirectRequest.read(event));
        }
        if (BatchJob.isOne(event)) {
            throw new EventException("tasks of S3 Batch Operations are for the BackfillHandler");
        }
        throw new EventException(
                "the event is none that is taken here: " + EventJson.members(event) + "; send " + TAKEN);
    }

    /** Whether all records of an event, one at least, come from a source. */
    public static boolean areFrom(JsonNode event, String source) {
        JsonNode records = event.path("Records");
        boolean all = records.isArray() && !records.isEmpty();
        for (JsonNode record : records) {
            all &= record.path("eventSource").asText().equals(source);
        }
        return all;
    }
}
