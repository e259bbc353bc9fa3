package dev.renditions.service.index;

import dev.renditions.api.LookupMetric;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts the events of look-ups by profile, since it was created. Thread-safe. */
public final class LookupCounters {
    /** The name under which events are counted that belong to no profile. */
    public static final String NO_PROFILE = "-";

    private final ConcurrentMap<String, ConcurrentMap<LookupMetric, LongAdder>> counts = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Duration> wasted = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Duration> savedByTracks = new ConcurrentHashMap<>();

    public void add(String profile, LookupMetric count) {
        counts.computeIfAbsent(profile, name -> new ConcurrentHashMap<>())
                .computeIfAbsent(count, c -> new LongAdder())
                .increment();
    }

    /** Counts an encode whose output was not kept. */
    public void addWasted(String profile, Duration time) {
        add(profile, LookupMetric.WASTED);
        wasted.merge(profile, time, Duration::plus);
    }

    /** The time of such encodes by profile, in alphabetical order; profiles without them are absent. */
    public Map<String, Duration> wasted() {
        return new TreeMap<>(wasted);
    }

    /**
     * Counts a track that was copied instead of encoded.
     *
     * @param saved the time that its encode took
     */
    public void addReusedTrack(String profile, Duration saved) {
        add(profile, LookupMetric.TRACK_REUSED);
        savedByTracks.merge(profile, saved, Duration::plus);
    }

    /** The time that reused tracks saved by profile, in alphabetical order; profiles without them are absent. */
    public Map<String, Duration> savedByTracks() {
        return new TreeMap<>(savedByTracks);
    }

    /** All counters by profile, in alphabetical order; counters of 0 are absent. */
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
