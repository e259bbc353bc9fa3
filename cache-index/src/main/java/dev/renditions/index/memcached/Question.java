package dev.renditions.index.memcached;

import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import net.spy.memcached.MemcachedClient;

/**
 * What is asked of a server. Immutable.
 *
 * @param text for messages
 * @param repeatable whether asking it twice comes to the same as asking it once
 * @param operation how the client asks it
 * @param <T> the answer
 */
record Question<T>(String text, boolean repeatable, Function<MemcachedClient, Future<T>> operation) {
    Optional<T> ask(Link link, Deadline deadline) throws InterruptedException, ExecutionException, TimeoutException {
        return Optional.ofNullable(operation.apply(link.client()).get(deadline.nanosLeft(), TimeUnit.NANOSECONDS));
    }
}
