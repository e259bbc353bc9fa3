package dev.renditions.lambda.event;

import dev.renditions.api.RenditionResult;
import dev.renditions.index.RenditionKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What became of one thing that an event told. Immutable.
 *
 * @param told what it was
 * @param results one for each rendition that was asked for; none if it was passed over or never begun
 * @param failures what was not done, and why; none if all is well
 */
public record HandlingResult(ObjectEvent told, List<RenditionResult> results, List<FailureDetails> failures) {
    /** Nothing was to be done, or all that was is done. */
    public static HandlingResult well(ObjectEvent told) {
        return new HandlingResult(told, List.of(), List.of());
    }

    /** It could not be done at all. */
    public static HandlingResult failed(ObjectEvent told, FailureDetails failure) {
        return new HandlingResult(told, List.of(), List.of(failure));
    }

    /** These renditions were asked for. */
    public static HandlingResult with(ObjectEvent told, List<RenditionResult> results) {
        return new HandlingResult(
                told,
                List.copyOf(results),
                results.stream().flatMap(r -> FailureDetails.of(r).stream()).toList());
    }

    public boolean worthRetrying() {
        return failures.stream().anyMatch(FailureDetails::worthRetrying);
    }

    /**
     * The same for a message.
     *
     * @param receives how often it was received, this time included
     */
    public boolean worthRetrying(int receives) {
        return failures.stream().anyMatch(failure -> failure.worthRetrying(receives));
    }

    /** How long trying again makes no sense, as far as that is known. */
    public Duration retryAfter() {
        return failures.stream()
                .map(FailureDetails::retryAfter)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    /** Which rendition could not be made; absent if it was none, or its source could not be read. */
    public Optional<RenditionKey> rendition(FailureDetails failure) {
        return results.stream()
                .filter(result -> failure.profile()
                        .filter(result.profile().name()::equals)
                        .isPresent())
                .flatMap(result -> result.content().stream().map(hash -> new RenditionKey(hash, result.profile())))
                .findFirst();
    }
}
