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
 * A client with one connection to one server. Once broken it stays so: a fresh one works within milliseconds, where the
 * client itself waits two seconds before it tries to connect again. Thread-safe.
 */
final class ClientConnection implements AutoCloseable {
    private static final String NOBODYS_KEY = "-";

    /** Answers {@code END}, whatever the server keeps; a server that is frozen takes connections and answers nothing. */
    private static final String HARMLESS = "get " + NOBODYS_KEY;

    private final MemcachedClient client;
    private final Watch watch;

    private ClientConnection(MemcachedClient client, Watch watch) {
        this.client = client;
        this.watch = watch;
    }

    /**
     * Connects, once the server has answered a harmless question, and has the client ask it once more: that loads what later
     * questions need, which on a busy machine takes longer than a look-up may.
     *
     * @param limit for each of the two
     * @throws IOException with a sentence about the server, if it can't be used
     */
    static ClientConnection open(InetSocketAddress server, Optional<SSLContext> tls, Duration limit)
            throws IOException, InterruptedException {
        String answer = new AsciiProbe(server, tls, limit).ask(HARMLESS);
        if (!answer.startsWith("END")) {
            throw new IOException("it answers '" + answer.strip() + "'");
        }
        Watch watch = new Watch();
        ClientFactory factory = new ClientFactory(server.getHostString(), tls, limit, watch);
        ClientConnection link = new ClientConnection(new MemcachedClient(factory, List.of(server)), watch);
        try {
            Deadline deadline = Deadline.in(limit);
            deadline.await(watch.reached);
            deadline.await(ClientFutures.of(link.client.asyncGets(NOBODYS_KEY, ByteTranscoder.INSTANCE)));
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

    /** Calls this once the connection is broken, from a thread of the client; at once if it is already. */
    void whenBroken(Consumer<ClientConnection> action) {
        var unused = watch.broken.thenRun(() -> action.accept(this));
    }

    /** Ends the connection and its thread; answers that are still due do not come. */
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
