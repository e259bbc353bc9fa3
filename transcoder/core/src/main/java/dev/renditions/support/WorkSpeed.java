package dev.renditions.support;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Measures how fast work proceeds, from the share of it that is done. What was done before the first report does not count. Not
 * thread-safe.
 */
public final class WorkSpeed {
    /** Before that, a speed says little. */
    private static final Duration SHORTEST = Duration.ofSeconds(2);

    private final Clock clock;
    private Optional<Report> first = Optional.empty();
    private Optional<Double> perSecond = Optional.empty();
    private double latest;

    private record Report(double share, Instant at) {}

    public WorkSpeed(Clock clock) {
        this.clock = clock;
    }

    /**
     * Reports progress.
     *
     * @param share from 0 to 1
     */
    public void report(double share) {
        latest = share;
        Report begin = first.orElseGet(() -> new Report(share, clock.instant()));
        first = Optional.of(begin);
        Duration spent = WallClock.since(begin.at(), clock);
        perSecond = share > begin.share() && spent.compareTo(SHORTEST) >= 0
                ? Optional.of((share - begin.share()) / (spent.toMillis() / 1000.0))
                : Optional.empty();
    }

    /**
     * How many seconds of a recording are done in a second, on average; empty until it is known.
     *
     * @param whole the length of the recording
     */
    public Optional<Double> speed(Duration whole) {
        return perSecond.map(share -> share * whole.toMillis() / 1000);
    }

    /** The time until all is done, at the same speed; empty until it is known. */
    public Optional<Duration> left() {
        return perSecond.map(speed -> Duration.ofMillis((long) ((1 - latest) / speed * 1000)));
    }
}
