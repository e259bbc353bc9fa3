package dev.renditions.api;

import dev.renditions.api.track.TrackUse;
import dev.renditions.index.ContentHash;
import dev.renditions.index.ProfileId;
import dev.renditions.index.RenditionLocation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The result of a request for one rendition. Immutable.
 *
 * @param source the source's name for users
 * @param content the source's hash; absent if it could not be read
 * @param location where the rendition is; absent if it does not exist
 * @param spent its share of the wall-clock time of the request; the shares of all results add up to that time
 * @param saved the encode time that was saved; zero if it was encoded
 * @param wasted the time of an encode whose output was discarded because another worker published first; absent otherwise
 * @param tracks its tracks that were encoded or reused; none unless it was made for this request
 * @param reason a sentence if the outcome is not a rendition, or if an encode was wasted; empty otherwise
 * @param failure the exception; absent unless the outcome is {@link Outcome#FAILED}
 */
public record RenditionResult(
        String source,
        Optional<ContentHash> content,
        ProfileId profile,
        Outcome outcome,
        Optional<RenditionLocation> location,
        Duration spent,
        Duration saved,
        Optional<Duration> wasted,
        TrackUse tracks,
        String reason,
        Optional<RuntimeException> failure) {
    /** The result for a rendition without tracks, or one that was not made for this request. */
    public RenditionResult(
            String source,
            Optional<ContentHash> content,
            ProfileId profile,
            Outcome outcome,
            Optional<RenditionLocation> location,
            Duration spent,
            Duration saved,
            Optional<Duration> wasted,
            String reason,
            Optional<RuntimeException> failure) {
        this(source, content, profile, outcome, location, spent, saved, wasted, TrackUse.NONE, reason, failure);
    }

    /** Sentences for users on what is damaged in the source, and therefore in the rendition; empty without either. */
    public List<String> warnings() {
        return location.map(RenditionLocation::warnings).orElse(List.of());
    }

    /** Whether it failed, and may succeed if it is retried later. */
    public boolean worthRetrying() {
        return failure.map(f -> !(f instanceof RenditionException r) || r.isTransient())
                .orElse(false);
    }
}
