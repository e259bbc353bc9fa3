package dev.renditions.lambda.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.renditions.service.lookup.FailurePolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A request of somebody's own: {@code {"bucket", "key"}}, and {@code "versionId"}, {@code "profiles"} and {@code "retry"} (true:
 * what failed before is tried again) if that is meant.
 * The key is the key, not encoded. A dead letter is one, too: what it says of its past is {@code "failure"}, and is not read.
 */
public final class DirectRequest {
    /** The member that has what failed before tried again. */
    public static final String RETRY = "retry";

    private static final Set<String> MEMBERS =
            Set.of("bucket", "key", "versionId", "profiles", RETRY, DeadLetter.FAILURE);

    private DirectRequest() {}

    /** Whether it looks like one. */
    public static boolean isOne(JsonNode event) {
        return event.has("bucket") && event.has("key");
    }

    /**
     * What is asked for.
     *
     * @throws EventException if there is a member that means nothing, or one of another form
     */
    static ObjectEvent.Notice read(JsonNode event) {
        event.fieldNames().forEachRemaining(member -> {
            if (!MEMBERS.contains(member)) {
                throw new EventException("'" + member
                        + "' means nothing in a direct request; write bucket, key, versionId, profiles, retry");
            }
        });
        JsonNode version = event.path("versionId");
        if (!version.isMissingNode() && !version.isNull() && !version.isTextual()) {
            throw new EventException("'versionId' is no text");
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
            throw new EventException("'retry' is true or false");
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
            throw new EventException("'profiles' is no list of names");
        }
        return Optional.of(profiles.stream().distinct().toList());
    }
}
