package dev.renditions.service.encode;

import dev.renditions.api.BusyException;
import dev.renditions.api.Ending;
import dev.renditions.kind.AssembledTrack;
import dev.renditions.kind.EncoderEffort;
import dev.renditions.kind.Plan;
import dev.renditions.kind.TrackRecipe;
import dev.renditions.support.WallClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Estimates before an encode begins whether the caller's time is enough, from the recent speed of this process with the same
 * codec. Encodes with a codec of unknown speed are always allowed. A measured speed is used for a short time only, so that one
 * slow encode does not refuse callers for long. Thread-safe.
 */
final class DeadlineEstimator {
    /** The factor by which the time left must exceed an estimate, which is inexact. */
    private static final double MARGIN = 1.2;

    /** The weight of the latest encode in the moving average. */
    private static final double WEIGHT = 0.3;

    /** How long a measured speed is used. */
    private static final Duration SPEED_LIFETIME = Duration.ofMinutes(10);

    /** Shorter encodes are not measured: they consist mostly of the start of the program. */
    private static final Duration SHORTEST_MEASURED = Duration.ofMillis(500);

    private record Speed(double unitsPerSecond, Instant measured) {}

    private final Clock clock;
    private final Map<String, Speed> speeds = new HashMap<>();

    DeadlineEstimator(Clock clock) {
        this.clock = clock;
    }

    /** Measures a successful encode. */
    void ended(Ending.Encoded encoded) {
        ended(encodedHere(encoded), encoded.took());
    }

    /** What was encoded for a rendition; all that its plan states if no track was copied. */
    private static List<EncoderEffort> encodedHere(Ending.Encoded encoded) {
        Plan.Make plan = encoded.order().plan();
        List<TrackRecipe> recipes = encoded.tracks().stream()
                .filter(AssembledTrack::encoded)
                .map(AssembledTrack::recipe)
                .toList();
        return recipes.size() == encoded.tracks().size()
                ? plan.cost().efforts()
                : plan.duration()
                        .map(length -> TrackPlan.efforts(recipes, length))
                        .orElse(List.of());
    }

    /** Measures a successful encode of all these. */
    synchronized void ended(List<EncoderEffort> efforts, Duration spent) {
        if (efforts.isEmpty() || spent.compareTo(SHORTEST_MEASURED) < 0) {
            return;
        }
        String codec = efforts.get(0).codec();
        double speed = efforts.stream().mapToDouble(EncoderEffort::units).sum() / (spent.toNanos() / 1e9);
        double mean =
                speed(codec).map(known -> known + WEIGHT * (speed - known)).orElse(speed);
        speeds.put(codec, new Speed(mean, clock.instant()));
    }

    /** The estimated duration of an encode; empty if it is unknown. */
    synchronized Optional<Duration> estimate(List<EncoderEffort> efforts) {
        double seconds = 0;
        for (EncoderEffort effort : efforts) {
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
                .filter(s -> WallClock.since(s.measured(), clock).compareTo(SPEED_LIFETIME) < 0)
                .map(Speed::unitsPerSecond);
    }

    /** A caller's time, which is reserved encode by encode. Not thread-safe. */
    Budget budget(Duration left) {
        return new Budget(left);
    }

    /** A caller's time, part of which is reserved. */
    final class Budget {
        private final Duration whole;
        private Duration reserved = Duration.ZERO;

        private Budget(Duration whole) {
            this.whole = whole;
        }

        /**
         * Reserves the time of an encode, which runs together with those that were reserved before.
         *
         * @param name the name of the profile, for the message
         * @throws BusyException if it would not end in time
         */
        void reserve(String name, List<EncoderEffort> efforts) {
            Duration needs = estimate(efforts).orElse(Duration.ZERO);
            double seconds = reserved.plus(needs).toMillis() / 1000.0 * MARGIN;
            if (!needs.isZero() && seconds > whole.toMillis() / 1000.0) {
                throw new BusyException(
                        name + " would take about " + Math.max(1, needs.toSeconds()) + " s, and "
                                + Math.max(0, whole.minus(reserved).toSeconds())
                                + " s are left for it; try again with more time",
                        Duration.ofSeconds(1));
            }
            reserved = reserved.plus(needs);
        }
    }
}
