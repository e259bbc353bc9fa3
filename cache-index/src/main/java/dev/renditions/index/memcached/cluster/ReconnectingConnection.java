package dev.renditions.index.memcached.cluster;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection to one server, which reconnects when it breaks: at once, but at most once a second, on a temporary
 * thread. Logs each new reason of a failure once. Thread-safe.
 */
final class ReconnectingConnection implements AutoCloseable {
    /** The interval between two replacements of a link or two attempts. */
    static final Duration RETRY = Duration.ofSeconds(1);

    /**
     * The time limit of the probe, and again of the client, in one attempt: the first TLS handshake of a process with a
     * fraction of a core is slow.
     */
    private static final Duration ATTEMPT = Duration.ofSeconds(2);

    /** How long a failure is considered current: without a newer one after that, this process was frozen. */
    private static final Duration BELIEVED = RETRY.plus(ATTEMPT.multipliedBy(2));

    private static final Logger LOG = LoggerFactory.getLogger(ReconnectingConnection.class);

    private final InetSocketAddress server;
    private final Dial dial;
    private final LongSupplier nanoTime;
    private final CountDownLatch closed = new CountDownLatch(1);

    /** The link, or why it failed; incomplete during the first attempt since it broke. */
    private volatile CompletableFuture<ClientConnection> current = new CompletableFuture<>();

    private long lastReplacement;
    private long failedAt;
    private @Nullable String loggedReason;

    private ReconnectingConnection(InetSocketAddress server, Dial dial, LongSupplier nanoTime) {
        this.server = server;
        this.dial = dial;
        this.nanoTime = nanoTime;
        this.lastReplacement = nanoTime.getAsLong() - RETRY.toNanos();
    }

    /** Starts to connect. A server that is down now may be connected later. */
    static ReconnectingConnection to(InetSocketAddress server, MemcachedSettings settings, LongSupplier nanoTime) {
        return to(server, () -> open(server, settings), nanoTime);
    }

    /** Connects with another way to open a link. */
    static ReconnectingConnection to(InetSocketAddress server, Dial dial, LongSupplier nanoTime) {
        ReconnectingConnection connection = new ReconnectingConnection(server, dial, nanoTime);
        connection.startConnecting(Optional.empty(), nanoTime.getAsLong());
        return connection;
    }

    /**
     * The current link; incomplete during the first attempt. Fails with an {@link IOException} whose message names the
     * reason.
     */
    CompletableFuture<ClientConnection> link() {
        return current;
    }

    /** Why the last attempt failed; empty if there is a link or the first attempt is not over. */
    synchronized Optional<Throwable> outage() {
        if (!current.isCompletedExceptionally()) {
            return Optional.empty();
        }
        if (nanoTime.getAsLong() - failedAt > BELIEVED.toNanos() && !isClosed()) {
            // The connecting thread is still trying; callers wait for its next result.
            current = new CompletableFuture<>();
            return Optional.empty();
        }
        return Optional.of(current.handle((link, reason) -> reason).join());
    }

    /** Replaces the current link, which looks alive but does not answer. */
    synchronized void giveUp() {
        if (current.isDone() && !current.isCompletedExceptionally()) {
            lost(current.join());
        }
    }

    /** Replaces a broken link, unless that was already done. */
    synchronized void lost(ClientConnection link) {
        if (!isCurrent(link) || isClosed()) {
            return;
        }
        long now = nanoTime.getAsLong();
        long wait = Math.max(0, lastReplacement + RETRY.toNanos() - now);
        lastReplacement = now + wait;
        failedAt = now;
        current = wait == 0
                ? new CompletableFuture<>()
                : CompletableFuture.failedFuture(new IOException("the connection broke twice within a second"));
        startConnecting(Optional.of(link), lastReplacement);
    }

    @Override
    public synchronized void close() {
        closed.countDown();
        CompletableFuture<ClientConnection> last = current;
        current = CompletableFuture.failedFuture(new IOException("the connection was closed"));
        // Ends the wait of callers; has no effect if there already is a link.
        last.completeExceptionally(new IOException("the connection was closed"));
        if (!last.isCompletedExceptionally()) {
            last.join().close();
        }
    }

    boolean isCurrent(ClientConnection link) {
        CompletableFuture<ClientConnection> now = current;
        return now.isDone() && !now.isCompletedExceptionally() && now.join() == link;
    }

    private void startConnecting(Optional<ClientConnection> old, long from) {
        Thread thread = new Thread(
                () -> {
                    old.ifPresent(ReconnectingConnection::close);
                    connect(from);
                },
                "memcached-connect");
        thread.setDaemon(true);
        thread.start();
    }

    /** Catches everything, so that a new link is made whatever the old client throws. */
    private static void close(ClientConnection old) {
        try {
            old.close();
        } catch (RuntimeException | Error e) {
            LOG.debug("shutting down the client of a broken connection failed", e);
        }
    }

    private void connect(long from) {
        try {
            long next = from;
            while (!closed.await(next - nanoTime.getAsLong(), TimeUnit.NANOSECONDS)) {
                next = nanoTime.getAsLong() + RETRY.toNanos();
                if (attempt()) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean attempt() throws InterruptedException {
        try {
            connected(dial.open());
            return true;
        } catch (IOException | RuntimeException | Error e) {
            // Includes errors: otherwise callers would wait for the end of this attempt again and again.
            failed(e);
            return false;
        }
    }

    private static ClientConnection open(InetSocketAddress server, MemcachedSettings settings)
            throws IOException, InterruptedException {
        return ClientConnection.open(server, TrustedCertificates.of(settings), ATTEMPT);
    }

    private synchronized void connected(ClientConnection link) {
        if (isClosed()) {
            link.close();
            return;
        }
        if (loggedReason != null) {
            LOG.info("memcached at {} is available again", HostPort.of(server));
            loggedReason = null;
        }
        if (!current.complete(link)) {
            current = CompletableFuture.completedFuture(link);
        }
        link.whenBroken(this::lost);
    }

    private synchronized void failed(Throwable reason) {
        if (isClosed()) {
            return;
        }
        failedAt = nanoTime.getAsLong();
        if (!current.completeExceptionally(reason)) {
            current = CompletableFuture.failedFuture(reason);
        }
        String sentence = reason instanceof IOException ? String.valueOf(reason.getMessage()) : reason.toString();
        if (!sentence.equals(loggedReason)) {
            LOG.warn("memcached at {} is unavailable: {}; retrying every second", HostPort.of(server), sentence);
            loggedReason = sentence;
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    /** Opens a link. */
    @FunctionalInterface
    interface Dial {
        ClientConnection open() throws IOException, InterruptedException;
    }
}
