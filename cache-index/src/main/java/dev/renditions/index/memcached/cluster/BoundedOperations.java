package dev.renditions.index.memcached.cluster;

import java.util.Collection;
import java.util.List;
import net.spy.memcached.ops.GetOperation;
import net.spy.memcached.ops.GetsOperation;
import net.spy.memcached.protocol.ascii.AsciiOperationFactory;

/** The client's operations, with bounded reads of values, so that a reply can't exhaust the memory. Thread-safe. */
final class BoundedOperations extends AsciiOperationFactory {
    @Override
    public GetOperation get(String key, GetOperation.Callback callback) {
        return get(List.of(key), callback);
    }

    @Override
    public GetOperation get(Collection<String> keys, GetOperation.Callback callback) {
        return BoundedGetOperation.get(keys, callback);
    }

    @Override
    public GetsOperation gets(String key, GetsOperation.Callback callback) {
        return gets(List.of(key), callback);
    }

    @Override
    public GetsOperation gets(Collection<String> keys, GetsOperation.Callback callback) {
        return BoundedGetOperation.gets(keys, callback);
    }
}
