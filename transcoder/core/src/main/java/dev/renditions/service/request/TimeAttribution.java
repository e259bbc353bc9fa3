package dev.renditions.service.request;

import dev.renditions.kind.Profile;
import dev.renditions.support.WallClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Gives out the wall-clock time of one request to its renditions, so that theirs add up to it: several are made by one run,
 * and who sums them up would count that run several times. For one thread.
 */
public final class TimeAttribution {
    private final Clock clock;
    /** What it took to look for those that were not there. */
    private final Map<Profile, Duration> missing = new HashMap<>();

    private Instant givenOutUntil;

    /** Begins now. */
    public TimeAttribution(Clock clock) {
        this.clock = clock;
        this.givenOutUntil = clock.instant();
    }

    /** A rendition was looked for alone, and is to be made later. */
    public void missed(Profile profile) {
        missing.put(profile, all());
    }

    /**
     * The time of a rendition that has its answer now: all that was not given out yet, unless others are still waited for.
     *
     * @param took what it took by itself, of a run that it shared with those others; zero if nobody knows, which makes it an
     *     even share
     */
    public Duration answered(Profile profile, Duration took) {
        Duration looked = missing.remove(profile);
        if (looked == null) {
            return all();
        }
        if (missing.isEmpty()) {
            return looked.plus(all());
        }
        Duration open = WallClock.since(givenOutUntil, clock);
        Duration share = took.isZero() ? open.dividedBy(missing.size() + 1L) : took;
        share = share.compareTo(open) < 0 ? share : open;
        givenOutUntil = givenOutUntil.plus(share);
        return looked.plus(share);
    }

    private Duration all() {
        Duration open = WallClock.since(givenOutUntil, clock);
        givenOutUntil = clock.instant();
        return open;
    }
}
