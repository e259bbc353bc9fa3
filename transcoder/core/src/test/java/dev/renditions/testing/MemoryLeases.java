package dev.renditions.testing;

import dev.renditions.api.StoreException;
import dev.renditions.api.StoreLeases;
import dev.renditions.index.LeaseKey;
import dev.renditions.index.RenditionKey;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** In-memory leases of a store that expire when the test says so. Records its calls. */
public final class MemoryLeases implements StoreLeases {
    private final Map<LeaseKey, Object> held = new ConcurrentHashMap<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final Map<String, Runnable> before = new ConcurrentHashMap<>();
    private volatile boolean out;

    /** The method names of the calls for renditions since the last time. */
    public List<String> takeCalls() {
        List<String> taken = List.copyOf(calls);
        calls.clear();
        return taken;
    }

    public boolean isHeld(LeaseKey key) {
        return held.containsKey(key);
    }

    /** Ends a lease without notifying its holder. */
    public void expire(LeaseKey key) {
        held.remove(key);
    }

    /** Starts or ends an outage. */
    public void out(boolean now) {
        out = now;
    }

    /** Runs an action once, before the next call of this method. */
    public void before(String method, Runnable action) {
        before.put(method, action);
    }

    @Override
    public Optional<StoreLease> tryTake(LeaseKey key, Duration ttl) {
        called(key, "tryTake");
        Object token = new Object();
        return held.putIfAbsent(key, token) == null ? Optional.of(new Lease(key, token)) : Optional.empty();
    }

    private void called(LeaseKey key, String method) {
        if (key instanceof RenditionKey) {
            calls.add(method);
        }
        Optional.ofNullable(before.remove(method)).ifPresent(Runnable::run);
        if (out) {
            throw new StoreException(true, "the store is unavailable", new IOException("outage"));
        }
    }

    @Override
    public void close() {}

    private final class Lease implements StoreLease {
        private final LeaseKey key;
        private final Object token;

        Lease(LeaseKey key, Object token) {
            this.key = key;
            this.token = token;
        }

        @Override
        public boolean renew(Duration ttl) {
            called(key, "renew");
            return held.putIfAbsent(key, token) == null || held.get(key) == token;
        }

        @Override
        public void release() {
            called(key, "release");
            held.remove(key, token);
        }
    }
}
