package dev.renditions.lambda.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.renditions.service.lookup.FailurePolicy;
import java.util.List;
import java.util.Optional;

/** One part of an event: what happened to one object. */
public sealed interface ObjectEvent {

    /**
     * Something happened to an object.
     *
     * @param kind what happened
     * @param event the name that the event has for it, for messages
     * @param object the object
     * @param profiles the names of the requested profiles; absent if the routes decide
     * @param known what to do about recorded failures
     */
    record Notice(Kind kind, String event, S3ObjectRef object, Optional<List<String>> profiles, FailurePolicy known)
            implements ObjectEvent {
        /** A notice for which recorded failures are the answer. */
        Notice(Kind kind, String event, S3ObjectRef object, Optional<List<String>> profiles) {
            this(kind, event, object, profiles, FailurePolicy.ANSWER);
        }
    }

    /**
     * A record that can't be parsed.
     *
     * @param record the original record
     * @param reason a sentence for users
     */
    record Unreadable(JsonNode record, String reason) implements ObjectEvent {}

    /** What happened to an object. */
    enum Kind {
        /** It was written, or is handled as if it had been. */
        CREATED,
        /** Nothing: a direct request or a dead letter names it. */
        NAMED,
        /** It was deleted, or hidden by a delete marker. */
        REMOVED,
        /** Something else. */
        OTHER
    }
}
