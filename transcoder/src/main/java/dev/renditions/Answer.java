package dev.renditions;

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
 * @param reason why there is none; empty if there is one
 */
record Answer(Outcome outcome, Optional<RenditionLocation> location, Duration saved, Duration took, String reason) {
    /** It was there: its encode time is saved. */
    static Answer found(Outcome outcome, RenditionLocation location) {
        return new Answer(outcome, Optional.of(location), location.encodeTime(), Duration.ZERO, "");
    }

    /** It is there now, and an encode was spent on it. */
    static Answer spent(Outcome outcome, RenditionLocation location, Duration took) {
        return new Answer(outcome, Optional.of(location), Duration.ZERO, took, "");
    }

    static Answer without(Outcome outcome, String reason) {
        return new Answer(outcome, Optional.empty(), Duration.ZERO, Duration.ZERO, reason);
    }

    /** What the same answer is to one who only waited for it. */
    Answer shared() {
        return location.map(l -> found(Outcome.COALESCED, l)).orElse(this);
    }
}
