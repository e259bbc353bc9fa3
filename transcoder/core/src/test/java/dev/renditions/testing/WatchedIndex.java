package dev.renditions.testing;

import dev.renditions.index.AnalysisKey;
import dev.renditions.index.ArtifactIndex;
import dev.renditions.index.ContentHash;
import dev.renditions.index.Counter;
import dev.renditions.index.IndexUnavailableException;
import dev.renditions.index.IndexedRendition;
import dev.renditions.index.Lease;
import dev.renditions.index.Permission;
import dev.renditions.index.PermissionKey;
import dev.renditions.index.RecordedFailure;
import dev.renditions.index.RenditionKey;
import dev.renditions.index.RenditionLocation;
import dev.renditions.index.SourceVersion;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;

/** Another index, and which calls it got; while it hangs each of them times out, though at once. */
public final class WatchedIndex implements ArtifactIndex {
    private final ArtifactIndex index;
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final Map<String, Runnable> before = new ConcurrentHashMap<>();
    private volatile boolean hanging;
    private volatile boolean shared;
    private volatile String last = "";

    public WatchedIndex(ArtifactIndex index) {
        this.index = index;
    }

    /** The calls since this was last asked, by the names of their methods. */
    public List<String> takeCalls() {
        List<String> taken = List.copyOf(calls);
        calls.clear();
        return taken;
    }

    public void hang(boolean now) {
        hanging = now;
    }

    /** Does something once, before a call of this method is answered. */
    public void before(String method, Runnable action) {
        before.put(method, action);
    }

    /** Hangs once a call of this method was answered. */
    public void hangAfter(String method) {
        last = method;
    }

    @Override
    public Optional<RenditionLocation> find(RenditionKey key) {
        called("find");
        return index.find(key);
    }

    @Override
    public void record(RenditionKey key, RenditionLocation location, Duration ttl) {
        called("record");
        index.record(key, location, ttl);
    }

    @Override
    public boolean recordIfAbsent(RenditionKey key, RenditionLocation location, Duration ttl) {
        called("recordIfAbsent");
        return index.recordIfAbsent(key, location, ttl);
    }

    @Override
    public boolean evict(RenditionKey key) {
        called("evict");
        return index.evict(key);
    }

    @Override
    public Map<RenditionKey, IndexedRendition> findAll(Set<RenditionKey> keys) {
        called("findAll");
        return index.findAll(keys);
    }

    @Override
    public Optional<RecordedFailure> findFailure(RenditionKey key) {
        called("findFailure");
        return index.findFailure(key);
    }

    @Override
    public void recordFailure(RenditionKey key, RecordedFailure failure, Duration ttl) {
        called("recordFailure");
        index.recordFailure(key, failure, ttl);
    }

    @Override
    public Optional<ContentHash> findContent(SourceVersion source) {
        called("findContent");
        return index.findContent(source);
    }

    @Override
    public void recordContent(SourceVersion source, ContentHash content, Duration ttl) {
        called("recordContent");
        index.recordContent(source, content, ttl);
    }

    @Override
    public boolean evictContent(SourceVersion source) {
        called("evictContent");
        return index.evictContent(source);
    }

    @Override
    public Optional<String> findAnalysis(AnalysisKey key) {
        called("findAnalysis");
        return index.findAnalysis(key);
    }

    @Override
    public void recordAnalysis(AnalysisKey key, String json, Duration ttl) {
        called("recordAnalysis");
        index.recordAnalysis(key, json, ttl);
    }

    @Override
    public Optional<Permission> findPermission(PermissionKey key) {
        called("findPermission");
        return index.findPermission(key);
    }

    @Override
    public void recordPermission(PermissionKey key, Permission permission, Duration ttl) {
        called("recordPermission");
        index.recordPermission(key, permission, ttl);
    }

    @Override
    public long count(Counter counter) {
        called("count");
        return index.count(counter);
    }

    @Override
    public boolean forget(Counter counter) {
        called("forget");
        return index.forget(counter);
    }

    @Override
    public Optional<Lease> tryLease(RenditionKey key, Duration ttl) {
        called("tryLease");
        return index.tryLease(key, ttl);
    }

    @Override
    public Optional<Lease> renew(Lease lease, Duration ttl) {
        called("renew");
        return index.renew(lease, ttl);
    }

    @Override
    public boolean publish(Lease lease, RenditionLocation location, Duration ttl) {
        called("publish");
        return index.publish(lease, location, ttl);
    }

    @Override
    public boolean release(Lease lease) {
        called("release");
        return index.release(lease);
    }

    /** Says that other processes share it, whatever the other index says. */
    public WatchedIndex asShared() {
        shared = true;
        return this;
    }

    @Override
    public boolean isShared() {
        return shared || index.isShared();
    }

    @Override
    public void close() {
        index.close();
    }

    private void called(String method) {
        calls.add(method);
        Optional.ofNullable(before.remove(method)).ifPresent(Runnable::run);
        if (hanging) {
            throw new IndexUnavailableException("it hangs", new TimeoutException());
        }
        hanging = method.equals(last);
    }
}
