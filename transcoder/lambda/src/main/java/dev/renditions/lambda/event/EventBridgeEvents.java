package dev.renditions.lambda.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** S3 events that EventBridge delivers. */
final class EventBridgeEvents {
    private EventBridgeEvents() {}

    /** Whether an event is an S3 event from EventBridge. */
    static boolean isOne(JsonNode event) {
        return event.path("source").asText().equals("aws.s3")
                && event.path("detail-type").isTextual()
                && event.path("detail").isObject();
    }

    static ObjectEvent read(JsonNode event) {
        try {
            JsonNode detail = event.path("detail");
            JsonNode object = detail.path("object");
            String type = event.path("detail-type").asText();
            // Keys are not encoded here: a '+' is a '+'.
            return new ObjectEvent.Notice(
                    kind(type),
                    type,
                    new S3ObjectRef(
                            EventJson.required(detail.path("bucket"), "name"),
                            EventJson.required(object, "key"),
                            EventJson.optional(object, "version-id"),
                            EventJson.optional(object, "etag"),
                            S3Records.bytes(object)),
                    Optional.empty());
        } catch (EventException e) {
            return new ObjectEvent.Unreadable(event, "an event of EventBridge can't be parsed: " + e.getMessage());
        }
    }

    private static ObjectEvent.Kind kind(String type) {
        return switch (type) {
            case "Object Created" -> ObjectEvent.Kind.CREATED;
            case "Object Deleted" -> ObjectEvent.Kind.REMOVED;
            default -> ObjectEvent.Kind.OTHER;
        };
    }
}
