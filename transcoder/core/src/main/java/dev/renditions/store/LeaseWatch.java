package dev.renditions.store;

import dev.renditions.index.RenditionKey;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How long this process has seen each lease of others unchanged, by its own monotonic clock: so no two clocks need agree.
 * Bounded: the lease seen first is forgotten first, and is watched anew. Thread-safe.
 */
public final class LeaseWatch {
    private static final int MOST = 10_000;

    private final LongSupplier nanoTime;
    private final Map<RenditionKey, Sight> sights = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<RenditionKey, Sight> eldest) {
            return size() > MOST;
        }
    };

    /**
     * Nothing seen yet.
     *
     * @param nanoTime measures time, as {@link System#nanoTime()}
     */
    public LeaseWatch(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Whether a lease of others was seen that is not known to have ended. */
    public synchronized boolean knows(RenditionKey key) {
        return sights.containsKey(key);
    }

    /**
     * Notes what a lease looks like now.
     *
     * @param version changes with each renewal
     * @param length how long the lease lasts
     * @return whether it has looked like this for its length, and so has expired
     */
    public synchronized boolean hasExpired(RenditionKey key, String version, Duration length) {
        long now = nanoTime.getAsLong();
        Sight before = sights.get(key);
        if (before == null || !before.version().equals(version)) {
            sights.put(key, new Sight(version, now));
            return false;
        }
        return now - before.since() >= length.toNanos();
    }

    /** The lease has ended, or is this process's own now. */
    public synchronized void forget(RenditionKey key) {
        sights.remove(key);
    }

    private record Sight(String version, long since) {}
}
