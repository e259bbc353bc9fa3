package dev.renditions.index.memcached;

import dev.renditions.index.IndexUnavailableException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import net.spy.memcached.CASResponse;
import net.spy.memcached.CASValue;
import net.spy.memcached.ConnectionObserver;
import net.spy.memcached.MemcachedClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The servers behind one client. Each operation is answered by its deadline, or throws {@link IndexUnavailableException}
 * and nothing else: it is unknown then whether it was applied. Thread-safe.
 */
final class Servers implements AutoCloseable {
    /** How long connecting may hold up a start: a first connection takes some milliseconds, loading the client 100. */
    private static final Duration CONNECT_LIMIT = Duration.ofMillis(500);

    private static final Duration REOPEN_DELAY = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(Servers.class);
    private static final ByteTranscoder BYTES = new ByteTranscoder();

    private final MemcachedSettings settings;
    private final CompletableFuture<MemcachedClient> client = new CompletableFuture<>();
    private final CountDownLatch reached;
    private final CountDownLatch closed = new CountDownLatch(1);

    private Servers(MemcachedSettings settings) {
        this.settings = settings;
        this.reached = new CountDownLatch(settings.servers().size());
    }

    /** Begins to connect and waits for it a little. Never throws: whoever does not answer now may do so later. */
    static Servers connect(MemcachedSettings settings) {
        ClientLogging.throughSlf4j();
        Servers servers = new Servers(settings);
        // The client looks names up in its constructor, and a name server that is down takes its time.
        Thread opening = new Thread(servers::open, "memcached-connect");
        opening.setDaemon(true);
        opening.start();
        servers.awaitAll();
        return servers;
    }

    Optional<CASValue<byte[]>> gets(String key, Deadline deadline) {
        return answer("gets " + key, deadline, client -> client.asyncGets(key, BYTES));
    }

    void set(String key, int expiration, byte[] value, Deadline deadline) {
        // Unlike the others, "no" is a refusal here: the server has no room for the value.
        if (!isYes("set " + key, deadline, client -> client.set(key, expiration, value, BYTES))) {
            throw unavailable("set " + key, new IOException("the value was not stored"));
        }
    }

    boolean add(String key, int expiration, byte[] value, Deadline deadline) {
        return isYes("add " + key, deadline, client -> client.add(key, expiration, value, BYTES));
    }

    /** Puts a value in the place of the one that {@code seen} was read as; false if that has gone or changed. */
    boolean swap(String key, CASValue<byte[]> seen, int expiration, byte[] value, Deadline deadline) {
        return answer("cas " + key, deadline, client -> client.asyncCAS(key, seen.getCas(), expiration, value, BYTES))
                .filter(answer -> answer == CASResponse.OK)
                .isPresent();
    }

    /** Adds one to the decimal text there; absent if there is nothing. Over any other text the connection is given up. */
    Optional<Long> incr(String key, Deadline deadline) {
        // The client's own initial value is for the binary protocol, or for callers who wait without a deadline.
        return answer("incr " + key, deadline, client -> client.asyncIncr(key, 1L))
                .filter(count -> count >= 0);
    }

    boolean delete(String key, Deadline deadline) {
        return isYes("delete " + key, deadline, client -> client.delete(key));
    }

    /** What each server answers to {@code stats}, by its name; one that gives no answer is not in it, or with nothing. */
    Map<String, Map<String, String>> statistics(Deadline deadline) {
        try {
            MemcachedClient connected = client.get(deadline.nanosLeft(), TimeUnit.NANOSECONDS);
            Map<String, Map<String, String>> answers = new HashMap<>();
            // Waits for the budget at most, and has then what came until then.
            connected
                    .getStats()
                    .forEach((server, answer) ->
                            answers.put(MemcachedSettings.name((InetSocketAddress) server), Map.copyOf(answer)));
            return answers;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Map.of();
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            if (e.getCause() instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            LOG.debug("memcached at {} can't be asked for statistics", settings.names(), e);
            return Map.of();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        boolean stillOpening = client.completeExceptionally(new IllegalStateException("the index is closed"));
        if (!stillOpening && !client.isCompletedExceptionally()) {
            client.join().shutdown();
        }
    }

    private void open() {
        try {
            do {
                if (tryOpen()) {
                    return;
                }
            } while (!closed.await(REOPEN_DELAY.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A server that is absent is no failure here: the client goes on trying to reach it by itself. */
    private boolean tryOpen() {
        ConnectionObserver observer = new ReachedServers(reached);
        try {
            MemcachedClient made =
                    new MemcachedClient(new IndexConnectionFactory(settings.budget(), observer), settings.servers());
            if (!client.complete(made)) {
                made.shutdown();
            }
            return true;
        } catch (IOException | RuntimeException e) {
            LOG.warn("the memcached client for {} could not be made; trying again", settings.names(), e);
            return false;
        }
    }

    private void awaitAll() {
        try {
            if (!reached.await(CONNECT_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("not every server of memcached at {} answers; going on without those", settings.names());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isYes(String asked, Deadline deadline, Operation<Boolean> operation) {
        return answer(asked, deadline, operation).orElse(false);
    }

    private <T> Optional<T> answer(String asked, Deadline deadline, Operation<T> operation) {
        try {
            MemcachedClient connected = client.get(deadline.nanosLeft(), TimeUnit.NANOSECONDS);
            return Optional.ofNullable(operation.on(connected).get(deadline.nanosLeft(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable(asked, e);
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            // A full queue, a cancelled operation, an error the server sent: the client has a type for each.
            throw unavailable(asked, e);
        }
    }

    private IndexUnavailableException unavailable(String asked, Exception cause) {
        return new IndexUnavailableException(
                "memcached at " + settings.names() + " gave no answer to '" + asked + "' within "
                        + settings.budget().toMillis() + " ms (" + cause
                        + "); go on without the index, and check that memcached runs and can be reached from here",
                cause);
    }

    @FunctionalInterface
    private interface Operation<T> {
        Future<T> on(MemcachedClient client);
    }

    private record ReachedServers(CountDownLatch reached) implements ConnectionObserver {
        @Override
        public void connectionEstablished(SocketAddress server, int reconnects) {
            reached.countDown();
        }

        @Override
        public void connectionLost(SocketAddress server) {}
    }
}
