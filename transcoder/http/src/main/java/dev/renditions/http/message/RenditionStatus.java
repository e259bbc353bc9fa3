package dev.renditions.http.message;

import dev.renditions.api.Outcome;
import dev.renditions.api.RenditionResult;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.RenditionLocation;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/** Where a rendition stands. */
public sealed interface RenditionStatus
        permits RenditionStatus.Ready, RenditionStatus.Refused, RenditionStatus.Pending, RenditionStatus.Missing {
    /**
     * It is there.
     *
     * @param key which content under which profile
     * @param location where its main file is
     * @param result how this request came to it
     */
    record Ready(RenditionKey key, RenditionLocation location, RenditionResult result) implements RenditionStatus {
        /** The standing that a result leads to; empty if there is no rendition. */
        public static Optional<Ready> of(RenditionResult result) {
            return result.content()
                    .flatMap(content -> result.location()
                            .map(location -> new Ready(new RenditionKey(content, result.profile()), location, result)));
        }

        /** How this request came to it. */
        public Outcome outcome() {
            return result.outcome();
        }
    }

    /**
     * It can't be made: not applicable, or failed for good.
     *
     * @param outcome which of the two
     * @param reason a sentence for people
     * @param failure what was thrown; absent where the profile does not apply
     */
    record Refused(Outcome outcome, String reason, Optional<RuntimeException> failure) implements RenditionStatus {}

    /**
     * It is on its way.
     *
     * @param state such as {@code queued} or {@code encoding}
     * @param fraction how much of it is done, from 0 to 1; absent if nobody can tell
     * @param left the time it still takes; absent if nobody can tell
     * @param retryAfter when to ask again
     */
    record Pending(String state, OptionalDouble fraction, Optional<Duration> left, Duration retryAfter)
            implements RenditionStatus {}

    /** Nobody has made it, and nobody is at it. */
    record Missing() implements RenditionStatus {}
}
