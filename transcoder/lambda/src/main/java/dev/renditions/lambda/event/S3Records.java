package dev.renditions.lambda.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Parses the records of S3 event notifications. */
final class S3Records {
    private S3Records() {}

    /** Whether it is the test event that S3 sends when a notification is configured. */
    static boolean isTest(JsonNode event) {
        return event.path("Event").asText().equals("s3:TestEvent")
                && event.path("Service").asText().equals("Amazon S3");
    }

    static ObjectEvent read(JsonNode record) {
        try {
            String event = EventJson.required(record, "eventName");
            JsonNode s3 = record.path("s3");
            JsonNode object = s3.path("object");
            return new ObjectEvent.Notice(
                    kind(event.replaceFirst("^s3:", "")),
                    event,
                    new S3ObjectRef(
                            EventJson.required(s3.path("bucket"), "name"),
                            decoded(EventJson.required(object, "key")),
                            EventJson.optional(object, "versionId"),
                            EventJson.optional(object, "eTag"),
                            bytes(object)),
                    Optional.empty());
        } catch (EventException e) {
            return new ObjectEvent.Unreadable(record, "a record of an S3 event can't be parsed: " + e.getMessage());
        }
    }

    /** The size of the object; absent if the event does not have it. */
    static Optional<Long> bytes(JsonNode object) {
        return Optional.of(object.path("size"))
                .filter(JsonNode::canConvertToLong)
                .filter(JsonNode::isIntegralNumber)
                .map(JsonNode::asLong);
    }

    /**
     * Decodes a key once. S3 encodes keys in notifications and in tasks of batch operations as forms do: {@code +} is a
     * space, and other characters are percent-encoded UTF-8.
     *
     * @throws EventException if the key is not encoded this way
     */
    static String decoded(String key) {
        try {
            return URLDecoder.decode(key, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new EventException("the key '" + key + "' is not encoded as S3 encodes keys: " + e.getMessage());
        }
    }

    private static ObjectEvent.Kind kind(String event) {
        if (event.startsWith("ObjectCreated:")) {
            return ObjectEvent.Kind.CREATED;
        }
        return event.startsWith("ObjectRemoved:") || event.startsWith("LifecycleExpiration:")
                ? ObjectEvent.Kind.REMOVED
                : ObjectEvent.Kind.OTHER;
    }
}
