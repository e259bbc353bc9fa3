package dev.renditions.index.memcached.cluster;

import dev.renditions.index.IndexUnavailableException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import net.spy.memcached.MemcachedClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One server: its connection and its circuit breaker. Thread-safe. */
public final class MemcachedNode implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MemcachedNode.class);

    private final InetSocketAddress server;
    private final ReconnectingConnection connection;
    private final CircuitBreaker breaker;

    MemcachedNode(InetSocketAddress server, MemcachedSettings settings, LongSupplier nanoTime) {
        this.server = server;
        this.connection = ReconnectingConnection.to(server, settings, nanoTime);
        this.breaker = new CircuitBreaker(nanoTime);
    }

    public InetSocketAddress server() {
        return server;
    }

    /** Waits for the end of the first attempt to connect, whether or not it succeeds. */
    void awaitFirstAttempt(Deadline deadline) throws InterruptedException {
        try {
            deadline.await(connection.link());
        } catch (ExecutionException | TimeoutException e) {
            // A later request reports the failure.
        }
    }

    /**
     * Sends a request. If the connection breaks, a repeatable request is sent once more on a new connection.
     *
     * @throws IndexUnavailableException if no answer arrives by the deadline; at once if the server is known to be down
     */
    <T> Optional<T> answer(NodeRequest<T> question, Deadline deadline) {
        Optional<Throwable> outage = connection.outage();
        if (outage.isPresent()) {
            throw unavailable(question.text(), deadline, outage.get());
        }
        CircuitBreaker.Pass pass =
                breaker.enter(deadline.isPatient()).orElseThrow(() -> unavailable(question.text(), deadline, spared()));
        try {
            Optional<T> answer = ask(question, deadline);
            pass.succeeded();
            return answer;
        } catch (InterruptedException e) {
            pass.undecided();
            Thread.currentThread().interrupt();
            throw unavailable(question.text(), deadline, e);
        } catch (Error e) {
            // Otherwise the breaker would wait forever for the end of this probe.
            pass.undecided();
            throw e;
        } catch (TimeoutException e) {
            if (!deadline.isLast()) {
                pass.undecided();
            } else if (pass.unanswered()) {
                connection.giveUp();
            }
            throw unavailable(question.text(), deadline, e);
        } catch (ExecutionException | RuntimeException e) {
            // A full queue, a cancelled operation or an error of the server: the client throws a different type for
            // each.
            if (pass.failed()) {
                connection.giveUp();
            }
            throw unavailable(question.text(), deadline, e);
        }
    }

    /** The reply to {@code stats}; empty if there is none by the deadline. */
    public Map<String, String> statistics(Deadline deadline) {
        try {
            return answer(new NodeRequest<>("stats", true, MemcachedNode::statistics), deadline)
                    .orElse(Map.of());
        } catch (IndexUnavailableException e) {
            LOG.debug("no statistics from {}", HostPort.of(server), e);
            return Map.of();
        }
    }

    /** On its own thread: the client's {@code getStats} blocks, and longer than the deadline allows. */
    private static CompletableFuture<Map<String, String>> statistics(MemcachedClient client) {
        return CompletableFuture.supplyAsync(
                () -> {
                    Map<String, String> figures = new HashMap<>();
                    client.getStats().values().forEach(figures::putAll);
                    return figures;
                },
                task -> {
                    Thread thread = new Thread(task, "memcached-statistics");
                    thread.setDaemon(true);
                    thread.start();
                });
    }

    @Override
    public void close() {
        connection.close();
    }

    private <T> Optional<T> ask(NodeRequest<T> question, Deadline deadline)
            throws InterruptedException, ExecutionException, TimeoutException {
        ClientConnection link = await(connection.link(), deadline);
        try {
            return ask(question, link, deadline);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof ClientFutures.CutOffException)) {
                throw e;
            }
            connection.lost(link);
            if (!question.repeatable()) {
                throw e;
            }
        } catch (IllegalStateException e) {
            // Another thread closed the broken connection, so the request was not sent; or the queue is full.
            if (connection.isCurrent(link)) {
                throw e;
            }
        }
        return ask(question, await(connection.link(), deadline), deadline);
    }

    private <T> Optional<T> ask(NodeRequest<T> question, ClientConnection link, Deadline deadline)
            throws InterruptedException, ExecutionException, TimeoutException {
        return Optional.ofNullable(await(begin(question, link), deadline));
    }

    private static <T> CompletableFuture<T> begin(NodeRequest<T> question, ClientConnection link)
            throws ExecutionException {
        try {
            return question.operation().apply(link.client());
        } catch (AssertionError e) {
            // With assertions enabled, the client throws this after its thread has ended: the request was not sent.
            throw new ExecutionException(new ClientFutures.CutOffException(e));
        }
    }

    /** Waits until the deadline. A later answer still shows that the server works. */
    private <T> T await(CompletableFuture<T> result, Deadline deadline)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            return deadline.await(result);
        } catch (TimeoutException e) {
            var unused = result.thenRun(breaker::answered);
            throw e;
        }
    }

    private static IOException spared() {
        return new IOException("its last " + CircuitBreaker.FAILURES
                + " calls failed or timed out; the next attempt is in " + CircuitBreaker.PAUSE.toMillis() + " ms");
    }

    /** The exception for an unanswered request. */
    IndexUnavailableException unavailable(String asked, Deadline deadline, Throwable cause) {
        Throwable reason = cause instanceof ExecutionException && cause.getCause() != null ? cause.getCause() : cause;
        String said = reason instanceof IOException ? reason.getMessage() : reason.toString();
        return new IndexUnavailableException(
                "memcached at " + HostPort.of(server) + " gave no answer to '" + asked + "' within "
                        + deadline.limit().toMillis() + " ms (" + said
                        + "); check that memcached is running and reachable from this host",
                cause);
    }
}
