package dev.renditions.api;

import dev.renditions.index.ContentHash;
import dev.renditions.index.ProfileId;
import dev.renditions.index.RenditionLocation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The answer to a request for one rendition. Immutable.
 *
 * @param source the source's name, for people
 * @param content the source's hash; absent if it could not be read
 * @param profile which profile
 * @param outcome how it ended
 * @param location where the rendition is; absent if there is none
 * @param spent its share of the wall-clock time of this request: those of all its results add up to that
 * @param saved the encode time that was not spent; zero where it was
 * @param wasted what an encode took of which nothing is kept, since another worker published first; absent otherwise
 * @param reason a sentence where the outcome is not a rendition, or where an encode was wasted; empty otherwise
 * @param failure what was thrown; absent unless the outcome is {@link Outcome#FAILED}
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
        String reason,
        Optional<RuntimeException> failure) {

    /** What is damaged in its source, and so in it, sentences for people; empty if nothing is, or there is none. */
    public List<String> warnings() {
        return location.map(RenditionLocation::warnings).orElse(List.of());
    }

    /** Whether trying again later may well succeed where this failed. */
    public boolean worthRetrying() {
        return failure.map(f -> !(f instanceof RenditionException r) || r.isTransient())
                .orElse(false);
    }
}
