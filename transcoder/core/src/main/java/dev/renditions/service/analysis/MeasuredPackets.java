package dev.renditions.service.analysis;

import dev.renditions.media.PacketStats;
import java.util.Set;
import java.util.TreeSet;

/**
 * Statistics of packets, and the rates that bursts were measured at. Immutable.
 *
 * @param rates in kbit/s; known even if there is no video to measure
 */
public record MeasuredPackets(Set<Integer> rates, PacketStats stats) {
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

    /** The rates to measure so that the new statistics answer what these do, too, unless there are too many. */
    public Set<Integer> and(Set<Integer> wanted) {
        Set<Integer> both = new TreeSet<>(rates);
        both.addAll(wanted);
        return both.size() > MOST_RATES ? wanted : both;
    }
}
