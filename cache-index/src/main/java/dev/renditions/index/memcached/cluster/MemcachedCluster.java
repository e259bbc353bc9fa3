package dev.renditions.index.memcached.cluster;

import dev.renditions.index.IndexUnavailableException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import net.spy.memcached.CASResponse;
import net.spy.memcached.CASValue;
import net.spy.memcached.MemcachedClient;
import net.spy.memcached.internal.OperationFuture;
import org.jspecify.annotations.Nullable;

/**
 * The servers, each responsible for some of the keys. Each operation returns by its deadline or throws
 * {@link IndexUnavailableException}; then it is unknown whether the operation was applied. Thread-safe.
 */
public final class MemcachedCluster implements AutoCloseable {
    /** The interval of discovery, the same as in AWS's own client. */
    private static final Duration DISCOVERY_INTERVAL = Duration.ofMinutes(1);

    /**
     * How long connecting may delay a start: a first connection takes some milliseconds, loading the client 100 ms of
     * CPU time.
     */
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(1);

    private static final ByteTranscoder BYTES = ByteTranscoder.INSTANCE;

    private final MemcachedSettings settings;
    private final LongSupplier nanoTime;
    private @Nullable AutoDiscovery discovery;
    private List<MemcachedNode> nodes = List.of();
    private boolean closed;

    /** Set before this object is published, and replaced with each change of the servers. */
    private volatile @Nullable KetamaRing<MemcachedNode> ring;

    private MemcachedCluster(MemcachedSettings settings, LongSupplier nanoTime) {
        this.settings = settings;
        this.nanoTime = nanoTime;
    }

    /** Starts to connect and waits up to a second. Never throws: a server that does not answer now may answer later. */
    public static MemcachedCluster connect(MemcachedSettings settings) {
        return connect(settings, DISCOVERY_INTERVAL, System::nanoTime);
    }

    /** Connects with another discovery interval and another clock for circuit breakers and reconnects. */
    public static MemcachedCluster connect(
            MemcachedSettings settings, Duration discoveryInterval, LongSupplier nanoTime) {
        ClientLogging.throughSlf4j();
        Deadline deadline = Deadline.in(CONNECT_LIMIT);
        MemcachedCluster servers = new MemcachedCluster(settings, nanoTime);
        try {
            if (settings.mode().discovers()) {
                servers.discover(discoveryInterval, deadline);
            }
            servers.useUnlessSet(settings.servers());
            for (MemcachedNode node : servers.nodes()) {
                node.awaitFirstAttempt(deadline);
            }
        } catch (InterruptedException e) {
            servers.useUnlessSet(settings.servers());
            Thread.currentThread().interrupt();
        }
        return servers;
    }

    public Optional<CASValue<byte[]>> gets(String key, Deadline deadline) {
        return answer("gets", key, true, deadline, client -> client.asyncGets(key, BYTES));
    }

    /** The existing values, with one request to each server that holds some of the keys. */
    public Map<String, byte[]> getAll(Collection<String> keys, Deadline deadline) {
        Map<MemcachedNode, List<String>> byNode = keys.stream().collect(Collectors.groupingBy(this::node));
        Map<String, byte[]> values = new HashMap<>();
        byNode.forEach((node, ofNode) -> {
            NodeRequest<Map<String, byte[]>> question = new NodeRequest<>(
                    "get " + ofNode.get(0) + " and " + (ofNode.size() - 1) + " more",
                    true,
                    client -> ClientFutures.of(client.asyncGetBulk(ofNode, BYTES)));
            node.answer(question, deadline).ifPresent(values::putAll);
        });
        return values;
    }

    public void set(String key, int expiration, byte[] value, Deadline deadline) {
        // Unlike for other operations, false means a failure here: the server has no memory for the value.
        if (!isYes("set", key, true, deadline, client -> client.set(key, expiration, value, BYTES))) {
            throw node(key).unavailable("set " + key, deadline, new IOException("the value was not stored"));
        }
    }

    public boolean add(String key, int expiration, byte[] value, Deadline deadline) {
        return isYes("add", key, false, deadline, client -> client.add(key, expiration, value, BYTES));
    }

    /** Replaces the value that was read as {@code seen}; false if it was removed or changed. */
    public boolean swap(String key, CASValue<byte[]> seen, int expiration, byte[] value, Deadline deadline) {
        return answer(
                        "cas",
                        key,
                        false,
                        deadline,
                        client -> client.asyncCAS(key, seen.getCas(), expiration, value, BYTES))
                .filter(answer -> answer == CASResponse.OK)
                .isPresent();
    }

    /** Increments a decimal text; empty if the key is absent. Any other text breaks the connection. */
    public Optional<Long> incr(String key, Deadline deadline) {
        // The client supports an initial value only in the binary protocol or without a deadline.
        return answer("incr", key, false, deadline, client -> client.asyncIncr(key, 1L))
                .filter(count -> count >= 0);
    }

    /** Returns whether the key existed; false may be wrong if the connection broke and the request was repeated. */
    public boolean delete(String key, Deadline deadline) {
        return isYes("delete", key, true, deadline, client -> client.delete(key));
    }

    /** The current servers. */
    public synchronized List<MemcachedNode> nodes() {
        return nodes;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (discovery != null) {
            discovery.close();
        }
        nodes.forEach(MemcachedNode::close);
    }

    private void discover(Duration interval, Deadline deadline) throws InterruptedException {
        AutoDiscovery started = AutoDiscovery.start(settings, interval, this::use);
        synchronized (this) {
            discovery = started;
        }
        started.awaitFirst(deadline);
    }

    private synchronized void useUnlessSet(List<InetSocketAddress> servers) {
        if (ring == null) {
            use(servers);
        }
    }

    /** Switches to these servers. Connections to servers that remain in use are kept. */
    private synchronized void use(List<InetSocketAddress> servers) {
        if (closed) {
            return;
        }
        Map<InetSocketAddress, MemcachedNode> before =
                nodes.stream().collect(Collectors.toMap(MemcachedNode::server, Function.identity()));
        List<MemcachedNode> now = servers.stream()
                .map(server -> before.containsKey(server)
                        ? Objects.requireNonNull(before.get(server))
                        : new MemcachedNode(server, settings, nanoTime))
                .toList();
        ring = new KetamaRing<>(now, node -> HostPort.of(node.server()));
        nodes.stream().filter(node -> !now.contains(node)).forEach(MemcachedNode::close);
        nodes = now;
    }

    private boolean isYes(
            String verb,
            String key,
            boolean repeatable,
            Deadline deadline,
            Function<MemcachedClient, OperationFuture<Boolean>> operation) {
        return answer(verb, key, repeatable, deadline, operation).orElse(false);
    }

    /**
     * Sends a request to the server of the key.
     *
     * @param repeatable whether the request is idempotent, so that it may be repeated after a broken connection
     */
    private <T> Optional<T> answer(
            String verb,
            String key,
            boolean repeatable,
            Deadline deadline,
            Function<MemcachedClient, OperationFuture<T>> operation) {
        return node(key)
                .answer(
                        new NodeRequest<>(verb + " " + key, repeatable, operation.andThen(ClientFutures::of)),
                        deadline);
    }

    private MemcachedNode node(String key) {
        return Objects.requireNonNull(ring).of(key);
    }
}
