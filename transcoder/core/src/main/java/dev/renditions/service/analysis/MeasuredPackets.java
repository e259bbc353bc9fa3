package dev.renditions.service.analysis;

import dev.renditions.media.PacketStats;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Statistics of packets, and the rates that bursts were measured at. Immutable.
 *
 * @param rates in kbit/s; known even if there is no video to measure
 */
public record MeasuredPackets(Set<Integer> rates, PacketStats stats) {
    /**
     * Rates that profiles usually have. They are always measured, which costs little beside reading the packets, so that a later
     * profile finds them.
     */
    public static final Set<Integer> USUAL_RATES = Set.of(
            400, 600, 800, 1000, 1200, 1500, 1800, 2000, 2400, 2500, 3000, 3500, 4000, 4500, 5000, 6000, 8000, 10_000,
            12_000, 16_000, 20_000);

    /** The most rates of one result: far more than the profiles of a catalog have. */
    private static final int MOST_RATES = 100;

    /** Copies the set. */
    public MeasuredPackets {
        rates = Set.copyOf(rates);
    }

    /** Whether these statistics suffice for plans that depend on these rates. */
    public boolean answers(Set<Integer> wanted) {
        return rates.containsAll(wanted);
    }

    /**
     * The rates to measure: those that are wanted, the usual ones, and those that are known, unless there are too many, so that
     * the new statistics answer what earlier ones did.
     */
    public static Set<Integer> toMeasure(Set<Integer> wanted, Optional<MeasuredPackets> known) {
        Set<Integer> all = new TreeSet<>(wanted);
        all.addAll(USUAL_RATES);
        Set<Integer> more = new TreeSet<>(all);
        known.ifPresent(packets -> more.addAll(packets.rates()));
        return more.size() > MOST_RATES ? all : more;
    }
}
