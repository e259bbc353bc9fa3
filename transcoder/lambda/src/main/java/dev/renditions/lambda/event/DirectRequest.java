package dev.renditions.lambda.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.renditions.service.lookup.FailurePolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A request for the renditions of one object: {@code {"bucket", "key"}}, optionally with {@code "versionId"},
 * {@code "profiles"} and {@code "retry"} (true: encode again what failed before). The key is not encoded. A dead letter
 * is a direct request, too; its member {@code "failure"} is ignored.
 */
public final class DirectRequest {
    /** The member that requests a retry of recorded failures. */
    public static final String RETRY = "retry";

    private static final Set<String> MEMBERS =
            Set.of("bucket", "key", "versionId", "profiles", RETRY, DeadLetter.FAILURE);

    private DirectRequest() {}

    /** Whether an event is a direct request. */
    public static boolean isOne(JsonNode event) {
        return event.has("bucket") && event.has("key");
    }

    /**
     * Parses a direct request.
     *
     * @throws EventException if a member is unknown or has the wrong type
     */
    static ObjectEvent.Notice read(JsonNode event) {
        event.fieldNames().forEachRemaining(member -> {
            if (!MEMBERS.contains(member)) {
                throw new EventException(
                        "'" + member + "' is not a member of a direct request; the members are bucket, key,"
                                + " versionId, profiles, retry");
            }
        });
        JsonNode version = event.path("versionId");
        if (!version.isMissingNode() && !version.isNull() && !version.isTextual()) {
            throw new EventException("'versionId' is not a string");
        }
        return new ObjectEvent.Notice(
                ObjectEvent.Kind.NAMED,
                "direct request",
                S3ObjectRef.named(
                        EventJson.required(event, "bucket"),
                        EventJson.required(event, "key"),
                        EventJson.optional(event, "versionId")),
                profiles(event.path("profiles")),
                known(event.path(RETRY)));
    }

    private static FailurePolicy known(JsonNode retry) {
        if (!retry.isMissingNode() && !retry.isNull() && !retry.isBoolean()) {
            throw new EventException("'retry' is not true or false");
        }
        return retry.asBoolean() ? FailurePolicy.RETRY : FailurePolicy.ANSWER;
    }

    private static Optional<List<String>> profiles(JsonNode names) {
        if (names.isMissingNode() || names.isNull()) {
            return Optional.empty();
        }
        List<String> profiles = new ArrayList<>();
        for (JsonNode name : names) {
            if (name.isTextual()) {
                profiles.add(name.asText());
            }
        }
        if (!names.isArray() || profiles.isEmpty() || profiles.size() != names.size()) {
            throw new EventException("'profiles' is not a list of names");
        }
        return Optional.of(profiles.stream().distinct().toList());
    }
}
