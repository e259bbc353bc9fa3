package dev.renditions.lambda.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The records of S3's event notifications. */
final class S3Records {
    private S3Records() {}

    /** Whether it is the event that S3 sends when a notification is set up. */
    static boolean isTest(JsonNode event) {
        return event.path("Event").asText().equals("s3:TestEvent")
                && event.path("Service").asText().equals("Amazon S3");
    }

    /** What a record tells. */
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
            return new ObjectEvent.Unreadable(record, "a record of an S3 event can't be read: " + e.getMessage());
        }
    }

    /** The size that an event states. */
    static Optional<Long> bytes(JsonNode object) {
        return Optional.of(object.path("size"))
                .filter(JsonNode::canConvertToLong)
                .filter(JsonNode::isIntegralNumber)
                .map(JsonNode::asLong);
    }

    /**
     * A key as S3 encodes it in its notifications and in the tasks of batch operations, as forms do: {@code +} is a space,
     * and what is left is percent-encoded UTF-8. Decoded once.
     *
     * @throws EventException if it is not encoded so
     */
    static String decoded(String key) {
        try {
            return URLDecoder.decode(key, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new EventException("the key '" + key + "' is not encoded as S3 does: " + e.getMessage());
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
