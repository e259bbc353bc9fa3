package dev.renditions.ffmpeg.process;

import dev.renditions.api.EncodeProgress;
import dev.renditions.api.Transcoder.Progress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * Ends a run of several orders early that will probably not end in time, as long as the lighter orders can still be made
 * without the heaviest. All of them end together: at the limit all would be lost. Speeds are measured from the first output: a
 * clip of a source that can't be sought has none until all that lies before it is decoded.
 */
public final class DeadlineGuard implements Progress {
    /** An encoder begins slowly, so the first speeds say little. */
    private static final Duration AT_LEAST = Duration.ofSeconds(1);

    /** What is lost at most by trying to make all of them together: a tenth of the time, in a long run less. */
    private static final int PART_OF_LIMIT = 10;

    private static final Duration AT_MOST = Duration.ofSeconds(20);

    /** How many times the time that is left a run needs that can't end in it. */
    private static final double HOPELESS = 1.5;

    /** A projection is one: this much more than it says must be left. */
    private static final double MARGIN = 1.15;

    /**
     * How the work of a run is divided.
     *
     * @param lightest what the lightest order has of it, from 0 to 1
     * @param lighter what all but the heaviest have of it together
     */
    public record Shares(double lightest, double lighter) {
        /**
         * From what each order weighs.
         *
         * @param weights two at least, the lightest first
         */
        public static Shares of(List<Long> weights) {
            double all = weights.stream().mapToLong(weight -> weight).sum();
            long heaviest = weights.get(weights.size() - 1);
            return new Shares(weights.get(0) / all, (all - heaviest) / all);
        }
    }

    /** The run would not have ended in time. */
    public static final class Ended extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final double seconds;

        Ended(double seconds) {
            super("the orders of this run are made one after another, since together they would take about "
                    + Math.round(seconds) + " s");
            this.seconds = seconds;
        }

        /** How long the run would have taken. */
        public double seconds() {
            return seconds;
        }
    }

    private final Duration limit;
    private final Shares shares;
    private final Progress to;
    private final LongSupplier nanos;
    private final long begun;

    /** How much was done after how many seconds; the first is what speeds are measured from. */
    private final NavigableMap<Double, Double> done = new TreeMap<>();

    /**
     * Begins now.
     *
     * @param limit how long it may take
     * @param to is notified of every step
     */
    public DeadlineGuard(Duration limit, Shares shares, Progress to, LongSupplier nanos) {
        this.limit = limit;
        this.shares = shares;
        this.to = to;
        this.nanos = nanos;
        this.begun = nanos.getAsLong();
    }

    /**
     * One step further.
     *
     * @throws Ended if the orders are to be made one after another
     */
    @Override
    public void at(EncodeProgress step) {
        double spent = (nanos.getAsLong() - begun) / 1e9;
        done.putIfAbsent(spent, step.fraction());
        Map.Entry<Double, Double> first = done.firstEntry();
        double span = spent - first.getKey();
        double gained = step.fraction() - first.getValue();
        if (span >= seconds(trial()) && gained > 0) {
            // What slows a run down is mostly the heaviest order.
            double whole = span / gained;
            double remaining = (1 - step.fraction()) * Math.max(whole, slowness(spent, step.fraction()));
            double left = seconds(limit) - spent;
            boolean risky = remaining * MARGIN > left;
            boolean late = remaining > left;
            // All would be lost, and what the lighter ones take by themselves may be much less than their share.
            boolean hopeless = remaining > left * HOPELESS;
            if (hopeless
                    || (risky && again(first.getKey(), whole * shares.lighter()) <= left)
                    || (late && again(first.getKey(), whole * shares.lightest()) <= left)) {
                throw new Ended(spent + remaining);
            }
        }
        to.at(step);
    }

    /** What another run takes: until its first output, which this one has shown, and then for its part of the work. */
    private static double again(double untilFirst, double part) {
        return untilFirst + part * MARGIN;
    }

    /**
     * How long all of it would take at the speed of the second half of the time so far: light encoders run ahead in the
     * beginning, until they have to wait for the heavy ones.
     */
    private double slowness(double spent, double fraction) {
        Map.Entry<Double, Double> half = done.floorEntry((done.firstKey() + spent) / 2);
        return half == null || half.getValue() >= fraction ? 0 : (spent - half.getKey()) / (fraction - half.getValue());
    }

    /** How long a run goes on in any case. */
    private Duration trial() {
        Duration part = limit.dividedBy(PART_OF_LIMIT);
        Duration most = part.compareTo(AT_MOST) < 0 ? part : AT_MOST;
        return most.compareTo(AT_LEAST) > 0 ? most : AT_LEAST;
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
