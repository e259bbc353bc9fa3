package dev.renditions.service.lookup;

import dev.renditions.api.Outcome;
import dev.renditions.index.RenditionLocation;
import java.time.Duration;
import java.util.Optional;

/**
 * What became of one rendition, before it is told to the one who asked.
 *
 * @param outcome how it ended
 * @param location where it is, if there is one
 * @param saved the encode time that was not spent
 * @param took what it took to make it, of a run that others may have shared; zero if it was not made
 * @param wasted what an encode took of which nothing is kept, since another worker published first; absent otherwise
 * @param reason why there is none, or why its encode was wasted; empty otherwise
 */
public record Resolution(
        Outcome outcome,
        Optional<RenditionLocation> location,
        Duration saved,
        Duration took,
        Optional<Duration> wasted,
        String reason) {
    private static final String WASTED =
            "another worker published it first: that rendition is kept, and this encode was wasted";

    /** It was there: its encode time is saved. */
    static Resolution found(Outcome outcome, RenditionLocation location) {
        return new Resolution(
                outcome, Optional.of(location), location.encodeTime(), Duration.ZERO, Optional.empty(), "");
    }

    /** It is there now, and an encode was spent on it. */
    public static Resolution spent(Outcome outcome, RenditionLocation location, Duration took) {
        return new Resolution(outcome, Optional.of(location), Duration.ZERO, took, Optional.empty(), "");
    }

    /** An encode was spent on it, and another worker's rendition is there. */
    public static Resolution wasted(Outcome outcome, RenditionLocation location, Duration took) {
        return new Resolution(outcome, Optional.of(location), Duration.ZERO, took, Optional.of(took), WASTED);
    }

    public static Resolution without(Outcome outcome, String reason) {
        return new Resolution(outcome, Optional.empty(), Duration.ZERO, Duration.ZERO, Optional.empty(), reason);
    }

    /** What the same answer is to one who only waited for it. */
    public Resolution shared() {
        return location.map(l -> found(Outcome.COALESCED, l)).orElse(this);
    }
}
