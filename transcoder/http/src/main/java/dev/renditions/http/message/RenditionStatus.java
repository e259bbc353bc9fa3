package dev.renditions.http.message;

import dev.renditions.api.EncodeProgress;
import dev.renditions.api.Outcome;
import dev.renditions.api.RenditionResult;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.RenditionLocation;
import java.time.Duration;
import java.util.Optional;

/** The status of a rendition. */
public sealed interface RenditionStatus
        permits RenditionStatus.Ready, RenditionStatus.Refused, RenditionStatus.Pending, RenditionStatus.Missing {
    /**
     * It is in the store.
     *
     * @param key the content and the profile
     * @param location where its main file is
     * @param result how this request got it
     */
    record Ready(RenditionKey key, RenditionLocation location, RenditionResult result) implements RenditionStatus {
        /** The status for a result; empty if the result has no rendition. */
        public static Optional<Ready> of(RenditionResult result) {
            return result.content()
                    .flatMap(content -> result.location()
                            .map(location -> new Ready(new RenditionKey(content, result.profile()), location, result)));
        }

        /** How this request got it. */
        public Outcome outcome() {
            return result.outcome();
        }
    }

    /**
     * It can't be made: the profile is not applicable, or it failed permanently.
     *
     * @param outcome which of the two
     * @param reason a sentence for people
     * @param failure the exception; absent if the profile is not applicable
     */
    record Refused(Outcome outcome, String reason, Optional<RuntimeException> failure) implements RenditionStatus {}

    /**
     * It is being made.
     *
     * @param state such as {@code queued} or {@code encoding}
     * @param progress the progress of its encode; absent until it is known
     * @param retryAfter when to ask again
     */
    record Pending(String state, Optional<EncodeProgress> progress, Duration retryAfter) implements RenditionStatus {}

    /** It does not exist, and nobody is making it. */
    record Missing() implements RenditionStatus {}
}
