package dev.renditions.service.index;

import dev.renditions.index.RenditionKey;
import dev.renditions.index.RenditionLocation;
import dev.renditions.index.RenditionLocations;
import java.time.Duration;
import java.util.Optional;

/** Locations of renditions in the index; see {@link FailSoftIndex}. */
public final class FailSoftLocations {
    private final RenditionLocations locations;
    private final OutageGuard guard;
    private final TtlJitter jitter;

    FailSoftLocations(RenditionLocations locations, OutageGuard guard, TtlJitter jitter) {
        this.locations = locations;
        this.guard = guard;
        this.jitter = jitter;
    }

    /** The recorded location of a rendition, and whether the index answered at all. */
    public IndexAnswer<Optional<RenditionLocation>> find(RenditionKey key) {
        return guard.ask(() -> locations.find(key), Optional.empty());
    }

    public void record(RenditionKey key, RenditionLocation location, Duration ttl) {
        guard.write(() -> locations.record(key, location, jitter.shorten(ttl)));
    }
}
