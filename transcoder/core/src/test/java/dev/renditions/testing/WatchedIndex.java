package dev.renditions.testing;

import dev.renditions.index.Analyses;
import dev.renditions.index.ArtifactIndex;
import dev.renditions.index.ContentHashes;
import dev.renditions.index.Counters;
import dev.renditions.index.IndexUnavailableException;
import dev.renditions.index.IndexedRenditions;
import dev.renditions.index.LeaseKey;
import dev.renditions.index.Leases;
import dev.renditions.index.Permissions;
import dev.renditions.index.RecordedFailures;
import dev.renditions.index.RenditionLocations;
import dev.renditions.index.TrackLocations;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;

/** Records the calls to another index. While it hangs, each call fails at once with a timeout. */
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

    /** The calls since the last time, each as port and method, such as {@code locations.find}. */
    public List<String> takeCalls() {
        List<String> taken = List.copyOf(calls);
        calls.clear();
        return taken;
    }

    public void hang(boolean now) {
        hanging = now;
    }

    /** Runs an action once, before the next such call. */
    public void before(String call, Runnable action) {
        before.put(call, action);
    }

    /** Hangs after the next such call. */
    public void hangAfter(String call) {
        last = call;
    }

    /** Makes the index claim that it is shared between processes. */
    public WatchedIndex asShared() {
        shared = true;
        return this;
    }

    @Override
    public RenditionLocations locations() {
        return watched("locations", RenditionLocations.class, index.locations());
    }

    @Override
    public RecordedFailures failures() {
        return watched("failures", RecordedFailures.class, index.failures());
    }

    @Override
    public IndexedRenditions renditions() {
        return watched("renditions", IndexedRenditions.class, index.renditions());
    }

    @Override
    public TrackLocations tracks() {
        return watched("tracks", TrackLocations.class, index.tracks());
    }

    @Override
    public Leases leases() {
        return watched("leases", Leases.class, index.leases());
    }

    @Override
    public ContentHashes contentHashes() {
        return watched("contentHashes", ContentHashes.class, index.contentHashes());
    }

    @Override
    public Analyses analyses() {
        return watched("analyses", Analyses.class, index.analyses());
    }

    @Override
    public Permissions permissions() {
        return watched("permissions", Permissions.class, index.permissions());
    }

    @Override
    public Counters counters() {
        return watched("counters", Counters.class, index.counters());
    }

    @Override
    public void close() {
        index.close();
    }

    private <T> T watched(String name, Class<T> type, T port) {
        Object proxy =
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    if (method.getName().equals("isShared")) {
                        return shared || index.leases().isShared();
                    }
                    if (method.getName().equals("wasSeen")) {
                        return index.leases().wasSeen((LeaseKey) arguments[0]);
                    }
                    called(name + "." + method.getName());
                    try {
                        return method.invoke(port, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        return type.cast(proxy);
    }

    private void called(String call) {
        calls.add(call);
        Optional.ofNullable(before.remove(call)).ifPresent(Runnable::run);
        if (hanging) {
            throw new IndexUnavailableException("it hangs", new TimeoutException());
        }
        hanging = call.equals(last);
    }
}
