package dev.renditions.index.memcached.cluster;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import net.spy.memcached.MemcachedClient;

/**
 * What is asked of a server. Immutable.
 *
 * @param text for messages
 * @param repeatable whether asking it twice comes to the same as asking it once
 * @param operation how the client asks it; the answer may be null
 * @param <T> the answer
 */
record NodeRequest<T>(String text, boolean repeatable, Function<MemcachedClient, CompletableFuture<T>> operation) {}
