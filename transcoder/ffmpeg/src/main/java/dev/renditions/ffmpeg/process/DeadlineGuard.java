package dev.renditions.ffmpeg.process;

import dev.renditions.api.EncodeProgress;
import dev.renditions.api.Transcoder.Progress;
import java.time.Duration;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * Stops a run of several orders early if it will probably not finish in time, as long as the lighter orders can still be made
 * without the heaviest. All orders of a run finish together, so at the limit all would be lost. Speed is measured from the
 * first output: a clip of a source that can't be seeked has none until everything before it is decoded.
 */
public final class DeadlineGuard implements Progress {
    /** The shortest trial: an encoder starts slowly, so the first speeds say little. */
    private static final Duration SHORTEST_TRIAL = Duration.ofSeconds(1);

    /** The trial takes a tenth of the limit, less in a long run. This is the most that a failed shared run costs. */
    private static final int PART_OF_LIMIT = 10;

    private static final Duration LONGEST_TRIAL = Duration.ofSeconds(20);

    /** A run that needs so many times the remaining time is stopped in any case. */
    private static final double HOPELESS = 1.5;

    /** An estimate is uncertain: so many times the estimated time must remain. */
    private static final double MARGIN = 1.15;

    /**
     * How the work of a run is divided among its orders.
     *
     * @param lightest the share of the lightest order, from 0 to 1
     * @param lighter the share of all orders that are made before the heaviest
     */
    public record Shares(double lightest, double lighter) {}

    /** The run was stopped because it would not have finished in time. */
    public static final class StoppedEarly extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final double seconds;

        StoppedEarly(double seconds) {
            super("the renditions of this run are made one after another, since together they would take about "
                    + Math.round(seconds) + " s");
            this.seconds = seconds;
        }

        /** The estimated time of the whole run. */
        public double seconds() {
            return seconds;
        }
    }

    private final Duration limit;
    private final Shares shares;
    private final Progress to;
    private final LongSupplier nanos;
    private final long begun;

    /** The fraction done by seconds since the start; speed is measured from the first entry. */
    private final NavigableMap<Double, Double> done = new TreeMap<>();

    /**
     * Starts the clock.
     *
     * @param limit how long the run may take
     * @param to receives every step
     */
    public DeadlineGuard(Duration limit, Shares shares, Progress to, LongSupplier nanos) {
        this.limit = limit;
        this.shares = shares;
        this.to = to;
        this.nanos = nanos;
        this.begun = nanos.getAsLong();
    }

    /**
     * Receives one step.
     *
     * @throws StoppedEarly if the orders are to be made one after another
     */
    @Override
    public void at(EncodeProgress step) {
        double spent = (nanos.getAsLong() - begun) / 1e9;
        done.putIfAbsent(spent, step.fraction());
        Map.Entry<Double, Double> first = done.firstEntry();
        double span = spent - first.getKey();
        double gained = step.fraction() - first.getValue();
        if (span >= seconds(trial()) && gained > 0) {
            // A run is slow mostly because of its heaviest order.
            double whole = span / gained;
            double remaining = (1 - step.fraction()) * Math.max(whole, slowness(spent, step.fraction()));
            double left = seconds(limit) - spent;
            boolean risky = remaining * MARGIN > left;
            boolean late = remaining > left;
            // All would be lost, and alone the lighter ones may take much less time than their share.
            boolean hopeless = remaining > left * HOPELESS;
            if (hopeless
                    || (risky && again(first.getKey(), whole * shares.lighter()) <= left)
                    || (late && again(first.getKey(), whole * shares.lightest()) <= left)) {
                throw new StoppedEarly(spent + remaining);
            }
        }
        to.at(step);
    }

    /** The time of another run: until its first output, as in this run, and then for its part of the work. */
    private static double again(double untilFirst, double part) {
        return untilFirst + part * MARGIN;
    }

    /**
     * The time of the whole run at the speed of the second half of the time so far: light encoders run ahead at first, until
     * they have to wait for the heavy ones.
     */
    private double slowness(double spent, double fraction) {
        Map.Entry<Double, Double> half = done.floorEntry((done.firstKey() + spent) / 2);
        return half == null || half.getValue() >= fraction ? 0 : (spent - half.getKey()) / (fraction - half.getValue());
    }

    /** How long a run continues in any case. */
    private Duration trial() {
        Duration part = limit.dividedBy(PART_OF_LIMIT);
        Duration most = part.compareTo(LONGEST_TRIAL) < 0 ? part : LONGEST_TRIAL;
        return most.compareTo(SHORTEST_TRIAL) > 0 ? most : SHORTEST_TRIAL;
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
