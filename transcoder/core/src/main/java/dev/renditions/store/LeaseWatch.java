package dev.renditions.store;

import dev.renditions.index.LeaseKey;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Measures how long this process has seen each lease of other workers unchanged, by its own monotonic clock, so that clocks
 * need not be synchronized. Bounded: the oldest entry is dropped first, and its lease is watched anew. Thread-safe.
 */
public final class LeaseWatch {
    private static final int MOST = 10_000;

    private final LongSupplier nanoTime;
    private final Map<LeaseKey, Observation> observations = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<LeaseKey, Observation> eldest) {
            return size() > MOST;
        }
    };

    /**
     * A watch without entries.
     *
     * @param nanoTime measures time, as {@link System#nanoTime()}
     */
    public LeaseWatch(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Whether a lease of another worker was seen that is not known to have ended. */
    public synchronized boolean knows(LeaseKey key) {
        return observations.containsKey(key);
    }

    /**
     * Records what a lease looks like now.
     *
     * @param version changes with each renewal
     * @param length how long the lease lasts
     * @return whether it has looked like this for its length, and so has expired
     */
    public synchronized boolean hasExpired(LeaseKey key, String version, Duration length) {
        long now = nanoTime.getAsLong();
        Observation before = observations.get(key);
        if (before == null || !before.version().equals(version)) {
            observations.put(key, new Observation(version, now));
            return false;
        }
        return now - before.since() >= length.toNanos();
    }

    /** Removes a lease that has ended, or that this process has taken. */
    public synchronized void forget(LeaseKey key) {
        observations.remove(key);
    }

    private record Observation(String version, long since) {}
}
