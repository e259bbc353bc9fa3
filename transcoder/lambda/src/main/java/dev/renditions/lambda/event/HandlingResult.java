package dev.renditions.lambda.event;

import dev.renditions.api.RenditionResult;
import dev.renditions.index.RenditionKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The result of handling one object event. Immutable.
 *
 * @param event what was handled
 * @param results one for each requested rendition; none if the event was skipped or not started
 * @param failures what failed, and why
 */
public record HandlingResult(ObjectEvent event, List<RenditionResult> results, List<FailureDetails> failures) {
    /** Nothing failed. */
    public static HandlingResult well(ObjectEvent event) {
        return new HandlingResult(event, List.of(), List.of());
    }

    /** The event failed as a whole. */
    public static HandlingResult failed(ObjectEvent event, FailureDetails failure) {
        return new HandlingResult(event, List.of(), List.of(failure));
    }

    /** Has a failure for each result that failed. */
    public static HandlingResult with(ObjectEvent event, List<RenditionResult> results) {
        return new HandlingResult(
                event,
                List.copyOf(results),
                results.stream().flatMap(r -> FailureDetails.of(r).stream()).toList());
    }

    public boolean worthRetrying() {
        return failures.stream().anyMatch(FailureDetails::worthRetrying);
    }

    /**
     * Whether the message that the event came in should be retried.
     *
     * @param receives how often the message was received, including this time
     */
    public boolean worthRetrying(int receives) {
        return failures.stream().anyMatch(failure -> failure.worthRetrying(receives));
    }

    /** The minimum delay before a retry; zero if none is known. */
    public Duration retryAfter() {
        return failures.stream()
                .map(FailureDetails::retryAfter)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    /** The rendition that failed; absent if the failure is not about one rendition, or its source could not be read. */
    public Optional<RenditionKey> rendition(FailureDetails failure) {
        return results.stream()
                .filter(result -> failure.profile()
                        .filter(result.profile().name()::equals)
                        .isPresent())
                .flatMap(result -> result.content().stream().map(hash -> new RenditionKey(hash, result.profile())))
                .findFirst();
    }
}
