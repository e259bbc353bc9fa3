package dev.renditions.index.memcached.cluster;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import net.spy.memcached.ConnectionObserver;
import net.spy.memcached.MemcachedClient;

/**
 * A client with one connection to one server. A broken one is never reused: a new one works within milliseconds,
 * whereas the client waits two seconds before it reconnects. Thread-safe.
 */
final class ClientConnection implements AutoCloseable {
    private static final String UNUSED_KEY = "-";

    /** Every working server answers {@code END}; a frozen server accepts connections but does not answer. */
    private static final String HARMLESS = "get " + UNUSED_KEY;

    private final MemcachedClient client;
    private final Watch watch;

    private ClientConnection(MemcachedClient client, Watch watch) {
        this.client = client;
        this.watch = watch;
    }

    /**
     * Connects after a probe was answered, and repeats the probe through the client. That loads the classes for later
     * requests, which on a busy machine takes longer than the budget of a look-up.
     *
     * @param limit of each of the two
     * @throws IOException with a message about the server, if it is unusable
     */
    static ClientConnection open(InetSocketAddress server, Optional<SSLContext> tls, Duration limit)
            throws IOException, InterruptedException {
        String answer = new AsciiProbe(server, tls, limit).ask(HARMLESS);
        if (!answer.startsWith("END")) {
            throw new IOException("it answered '" + answer.strip() + "'");
        }
        Watch watch = new Watch();
        ClientFactory factory = new ClientFactory(server.getHostString(), tls, limit, watch);
        ClientConnection link = new ClientConnection(new MemcachedClient(factory, List.of(server)), watch);
        try {
            Deadline deadline = Deadline.in(limit);
            deadline.await(watch.reached);
            deadline.await(ClientFutures.of(link.client.asyncGets(UNUSED_KEY, ByteTranscoder.INSTANCE)));
            return link;
        } catch (ExecutionException | TimeoutException e) {
            link.close();
            throw new IOException(
                    "it answered, but the client could not connect within " + limit.toMillis() + " ms", e);
        }
    }

    MemcachedClient client() {
        return client;
    }

    /** Runs an action when the connection breaks, on a thread of the client; at once if it is already broken. */
    void whenBroken(Consumer<ClientConnection> action) {
        var unused = watch.broken.thenRun(() -> action.accept(this));
    }

    /** Ends the connection and its thread; pending requests are not answered. */
    @Override
    public void close() {
        client.shutdown();
    }

    private static final class Watch implements ConnectionObserver {
        private final CompletableFuture<Void> reached = new CompletableFuture<>();
        private final CompletableFuture<Void> broken = new CompletableFuture<>();

        @Override
        public void connectionEstablished(SocketAddress server, int reconnects) {
            reached.complete(null);
        }

        @Override
        public void connectionLost(SocketAddress server) {
            broken.complete(null);
        }
    }
}
