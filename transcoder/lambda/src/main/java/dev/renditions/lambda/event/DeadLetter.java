package dev.renditions.lambda.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.renditions.api.ResultJson;
import dev.renditions.support.Omissible;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A message for the dead-letter queue. Its body is a direct request for the profiles that failed, so that it can be
 * moved back into the work queue unchanged. The member {@code "failure"} describes the failure. Immutable.
 *
 * @param body a JSON object, or the original message if that could not be parsed
 * @param kind the kind of failure, in one word
 * @param reason a sentence for users, at most {@value #LONGEST_REASON} characters
 */
public record DeadLetter(String body, String kind, String reason) {
    /** The member that describes the failure. */
    static final String FAILURE = "failure";

    static final int LONGEST_REASON = 1000;

    public DeadLetter {
        reason = Truncation.cut(reason, LONGEST_REASON);
    }

    /** For a message that can't be parsed: keeps it unchanged. */
    public static DeadLetter of(String body, FailureDetails failure) {
        return new DeadLetter(body, failure.kind(), failure.reason());
    }

    /** For an event that was handled and failed. */
    public static DeadLetter of(HandlingResult handled, EventOrigin origin, Instant at) {
        FailureDetails first = handled.failures().get(0);
        String reason =
                handled.failures().stream().map(FailureDetails::sentence).collect(Collectors.joining("; "));
        if (handled.event() instanceof ObjectEvent.Unreadable unreadable) {
            return of(EventJson.text(unreadable.record()), first);
        }
        ObjectEvent.Notice notice = (ObjectEvent.Notice) handled.event();
        Body body = new Body(
                notice.object().bucket(),
                notice.object().key(),
                notice.object().versionId().orElse(null),
                profiles(handled, notice).orElse(List.of()),
                Failure.of(handled, notice, origin, at, Truncation.cut(reason, LONGEST_REASON)));
        return new DeadLetter(EventJson.text(body), first.kind(), reason);
    }

    /** The profiles that failed, else those that the event names; absent if the routes decide. */
    private static Optional<List<String>> profiles(HandlingResult handled, ObjectEvent.Notice notice) {
        List<String> failed = handled.failures().stream()
                .flatMap(failure -> failure.profile().stream())
                .toList();
        return failed.isEmpty() ? notice.profiles() : Optional.of(failed);
    }

    private record Body(
            String bucket,
            String key,
            @Omissible @Nullable String versionId,
            @Omissible List<String> profiles,
            @JsonProperty(FAILURE) Failure failure) {}

    private record Failure(
            String kind,
            String reason,
            boolean worthRetrying,
            String at,
            String event,
            String requestId,
            @Omissible @Nullable String messageId,
            @Omissible @Nullable Integer receives,
            List<ResultJson> results) {
        static Failure of(
                HandlingResult handled, ObjectEvent.Notice notice, EventOrigin origin, Instant at, String reason) {
            return new Failure(
                    handled.failures().get(0).kind(),
                    reason,
                    handled.worthRetrying(),
                    at.toString(),
                    notice.event(),
                    origin.requestId(),
                    origin.messageId().orElse(null),
                    origin.messageId().isPresent() ? (Integer) origin.receives() : null,
                    handled.results().stream()
                            .filter(r -> r.failure().isPresent())
                            .map(ResultJson::of)
                            .toList());
        }
    }
}
