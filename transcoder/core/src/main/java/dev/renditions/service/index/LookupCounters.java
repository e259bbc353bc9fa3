package dev.renditions.service.index;

import dev.renditions.api.LookupMetric;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts what happened, for each profile apart, since it was made. Safe for use by many threads. */
public final class LookupCounters {
    private final ConcurrentMap<String, ConcurrentMap<LookupMetric, LongAdder>> counts = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Duration> wasted = new ConcurrentHashMap<>();

    public void add(String profile, LookupMetric count) {
        counts.computeIfAbsent(profile, name -> new ConcurrentHashMap<>())
                .computeIfAbsent(count, c -> new LongAdder())
                .increment();
    }

    /** An encode of which nothing was kept. */
    public void addWasted(String profile, Duration time) {
        add(profile, LookupMetric.WASTED);
        wasted.merge(profile, time, Duration::plus);
    }

    /** The time of such encodes by profile, in alphabetical order; profiles without any are absent. */
    public Map<String, Duration> wasted() {
        return new TreeMap<>(wasted);
    }

    /** By profile, in alphabetical order; what never happened is absent. */
    public Map<String, Map<LookupMetric, Long>> snapshot() {
        Map<String, Map<LookupMetric, Long>> snapshot = new TreeMap<>();
        counts.forEach((profile, adders) -> {
            Map<LookupMetric, Long> sums = new EnumMap<>(LookupMetric.class);
            adders.forEach((count, adder) -> sums.put(count, adder.sum()));
            snapshot.put(profile, sums);
        });
        return snapshot;
    }
}
