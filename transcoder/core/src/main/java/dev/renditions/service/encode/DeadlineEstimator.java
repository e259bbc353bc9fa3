package dev.renditions.service.encode;

import dev.renditions.api.BusyException;
import dev.renditions.kind.EncoderEffort;
import dev.renditions.kind.Plan;
import dev.renditions.support.WallClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Says before an encode begins whether the time that its caller has suffices, by how fast this process encoded with the
 * same codec lately. Of a codec of which it knows nothing everything is let through, and what it knows it soon forgets: one
 * bad moment must not turn callers away for long. Safe for use by many threads.
 */
final class DeadlineEstimator {
    /** An estimate is one: this much more than it must be left. */
    private static final double MARGIN = 1.2;

    /** The weight of the latest encode. */
    private static final double WEIGHT = 0.3;

    private static final Duration BELIEVED = Duration.ofMinutes(10);

    /** Shorter encodes mostly measure how long a program takes to start. */
    private static final Duration TELLING = Duration.ofMillis(500);

    private record Speed(double unitsPerSecond, Instant measured) {}

    private final Clock clock;
    private final Map<String, Speed> speeds = new HashMap<>();

    DeadlineEstimator(Clock clock) {
        this.clock = clock;
    }

    /** Learns from an encode that ended well. */
    synchronized void ended(Plan.Make plan, Duration spent) {
        List<EncoderEffort> efforts = plan.cost().efforts();
        if (efforts.isEmpty() || spent.compareTo(TELLING) < 0) {
            return;
        }
        String codec = efforts.get(0).codec();
        double speed = efforts.stream().mapToDouble(EncoderEffort::units).sum() / (spent.toNanos() / 1e9);
        double mean =
                speed(codec).map(known -> known + WEIGHT * (speed - known)).orElse(speed);
        speeds.put(codec, new Speed(mean, clock.instant()));
    }

    /** About how long it will take; empty where that can't be told. */
    synchronized Optional<Duration> estimate(Plan.Make plan) {
        double seconds = 0;
        for (EncoderEffort effort : plan.cost().efforts()) {
            Optional<Double> speed = speed(effort.codec());
            if (speed.isEmpty()) {
                return Optional.empty();
            }
            seconds += effort.units() / speed.get();
        }
        return seconds > 0 ? Optional.of(Duration.ofMillis((long) (seconds * 1000))) : Optional.empty();
    }

    private Optional<Double> speed(String codec) {
        return Optional.ofNullable(speeds.get(codec))
                .filter(s -> WallClock.since(s.measured(), clock).compareTo(BELIEVED) < 0)
                .map(Speed::unitsPerSecond);
    }

    /** A caller's time, to be given out encode by encode. For one thread. */
    Budget budget(Duration left) {
        return new Budget(left);
    }

    /** What is left of a caller's time. */
    final class Budget {
        private final Duration whole;
        private Duration spoken = Duration.ZERO;

        private Budget(Duration whole) {
            this.whole = whole;
        }

        /**
         * Takes what an encode needs, which runs together with those before it.
         *
         * @throws BusyException if it would not end in time
         */
        void take(Plan.Make plan) {
            Duration needs = estimate(plan).orElse(Duration.ZERO);
            double seconds = spoken.plus(needs).toMillis() / 1000.0 * MARGIN;
            if (!needs.isZero() && seconds > whole.toMillis() / 1000.0) {
                throw new BusyException(
                        plan.profile().name() + " would take about " + Math.max(1, needs.toSeconds()) + " s, and "
                                + Math.max(0, whole.minus(spoken).toSeconds())
                                + " s are left for it; try again with more time",
                        Duration.ofSeconds(1));
            }
            spoken = spoken.plus(needs);
        }
    }
}
