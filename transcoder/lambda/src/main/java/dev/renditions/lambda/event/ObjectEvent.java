package dev.renditions.lambda.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.renditions.service.lookup.FailurePolicy;
import java.util.List;
import java.util.Optional;

/** What an event tells: a list of these. */
public sealed interface ObjectEvent {

    /**
     * Something happened to an object.
     *
     * @param kind what, as far as it matters here
     * @param event the word that the event has for it, for people
     * @param object which object
     * @param profiles the names of the profiles that are asked for; absent where the routes decide
     * @param known what is made of failures that are remembered
     */
    record Notice(Kind kind, String event, S3ObjectRef object, Optional<List<String>> profiles, FailurePolicy known)
            implements ObjectEvent {
        /** One for which failures that are remembered are the answer. */
        Notice(Kind kind, String event, S3ObjectRef object, Optional<List<String>> profiles) {
            this(kind, event, object, profiles, FailurePolicy.ANSWER);
        }
    }

    /**
     * A record that can't be read.
     *
     * @param record the record as it came
     * @param reason a sentence for people
     */
    record Unreadable(JsonNode record, String reason) implements ObjectEvent {}

    /** What happened to an object. */
    enum Kind {
        /** It was written, or is to be worked on as if it had been. */
        CREATED,
        /** Nothing: somebody names it, and a dead letter does, for the function to do what it does. */
        NAMED,
        /** It is gone, or hidden behind a delete marker. */
        REMOVED,
        /** Something else. */
        OTHER
    }
}
