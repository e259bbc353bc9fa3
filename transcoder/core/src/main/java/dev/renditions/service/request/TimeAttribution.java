package dev.renditions.service.request;

import dev.renditions.kind.Profile;
import dev.renditions.support.WallClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Divides the wall-clock time of one request among its renditions, so that their times add up to it. Several renditions may be
 * made by one run, and the sum must not count that run several times. Not thread-safe.
 */
public final class TimeAttribution {
    private final Clock clock;
    /** The time of the look-ups of missing renditions. */
    private final Map<Profile, Duration> missing = new HashMap<>();

    private Instant assignedUntil;

    /** Starts to measure now. */
    public TimeAttribution(Clock clock) {
        this.clock = clock;
        this.assignedUntil = clock.instant();
    }

    /** Records that a rendition was looked up and not found, so that it is made later. */
    public void missed(Profile profile) {
        missing.put(profile, unassigned());
    }

    /**
     * The time of a rendition that has its result now: all time that is not assigned yet, unless other renditions are still
     * missing.
     *
     * @param took its own part of a run that it shared with those others; zero if unknown, which means an equal share
     */
    public Duration answered(Profile profile, Duration took) {
        Duration looked = missing.remove(profile);
        if (looked == null) {
            return unassigned();
        }
        if (missing.isEmpty()) {
            return looked.plus(unassigned());
        }
        Duration open = WallClock.since(assignedUntil, clock);
        Duration share = took.isZero() ? open.dividedBy(missing.size() + 1L) : took;
        share = share.compareTo(open) < 0 ? share : open;
        assignedUntil = assignedUntil.plus(share);
        return looked.plus(share);
    }

    private Duration unassigned() {
        Duration open = WallClock.since(assignedUntil, clock);
        assignedUntil = clock.instant();
        return open;
    }
}
