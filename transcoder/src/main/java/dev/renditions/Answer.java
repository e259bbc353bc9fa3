package dev.renditions;

import dev.renditions.index.RenditionLocation;
import java.time.Duration;
import java.util.Optional;

/**
 * What became of one rendition, before it is told to the one who asked.
 *
 * @param outcome how it ended
 * @param location where it is, if there is one
 * @param reason why there is none; empty if there is one
 */
record Answer(Outcome outcome, Optional<RenditionLocation> location, String reason) {
    static Answer at(Outcome outcome, RenditionLocation location) {
        return new Answer(outcome, Optional.of(location), "");
    }

    static Answer without(Outcome outcome, String reason) {
        return new Answer(outcome, Optional.empty(), reason);
    }

    /** What the same answer is to one who only waited for it. */
    Answer shared() {
        return location.isPresent() ? new Answer(Outcome.COALESCED, location, reason) : this;
    }

    Duration saved() {
        return outcome.saved() ? location.map(RenditionLocation::encodeTime).orElse(Duration.ZERO) : Duration.ZERO;
    }
}
