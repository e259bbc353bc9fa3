package dev.renditions.index.memcached.cluster;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import net.spy.memcached.MemcachedClient;

/**
 * A request to a server. Immutable.
 *
 * @param text description for messages
 * @param repeatable whether the request is idempotent
 * @param operation sends the request; the answer may be null
 * @param <T> the answer
 */
record NodeRequest<T>(String text, boolean repeatable, Function<MemcachedClient, CompletableFuture<T>> operation) {}
