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
 * The connection to one server, made again whenever it breaks: at once, but not for the second time within a second, and by
 * a thread that lives as long as that takes. Says in the log what keeps it, once for each new reason. Thread-safe.
 */
final class ReconnectingConnection implements AutoCloseable {
    /** From one replacement of a link, or one failed attempt at it, to the next. */
    static final Duration RETRY = Duration.ofSeconds(1);

    /** For the question, and again for the client, of one attempt; the first TLS of a process that has a fraction of a core takes its time. */
    private static final Duration ATTEMPT = Duration.ofSeconds(2);

    /** How long a failure is known to hold: without a newer one after that, this process was frozen. */
    private static final Duration BELIEVED = RETRY.plus(ATTEMPT.multipliedBy(2));

    private static final Logger LOG = LoggerFactory.getLogger(ReconnectingConnection.class);

    private final InetSocketAddress server;
    private final Dial dial;
    private final LongSupplier nanoTime;
    private final CountDownLatch closed = new CountDownLatch(1);

    /** A link, or why there is none; what is incomplete is being tried for the first time since it broke. */
    private volatile CompletableFuture<ClientConnection> current = new CompletableFuture<>();

    private long lastReplacement;
    private long failedAt;
    private @Nullable String saidReason;

    private ReconnectingConnection(InetSocketAddress server, Dial dial, LongSupplier nanoTime) {
        this.server = server;
        this.dial = dial;
        this.nanoTime = nanoTime;
        this.lastReplacement = nanoTime.getAsLong() - RETRY.toNanos();
    }

    /** Begins to connect. Whoever is not there now may come later. */
    static ReconnectingConnection to(InetSocketAddress server, MemcachedSettings settings, LongSupplier nanoTime) {
        return to(server, () -> open(server, settings), nanoTime);
    }

    /** The same by another way to make a link. */
    static ReconnectingConnection to(InetSocketAddress server, Dial dial, LongSupplier nanoTime) {
        ReconnectingConnection connection = new ReconnectingConnection(server, dial, nanoTime);
        connection.startConnecting(Optional.empty(), nanoTime.getAsLong());
        return connection;
    }

    /** The link as it is now, or as it will be while it is first tried for; fails with an {@link IOException} with a sentence. */
    CompletableFuture<ClientConnection> link() {
        return current;
    }

    /** Why there is no link; empty if there is one, or if that is still open. */
    synchronized Optional<Throwable> outage() {
        if (!current.isCompletedExceptionally()) {
            return Optional.empty();
        }
        if (nanoTime.getAsLong() - failedAt > BELIEVED.toNanos() && !isClosed()) {
            // The thread that connects is at it; what it finds now is waited for.
            current = new CompletableFuture<>();
            return Optional.empty();
        }
        return Optional.of(current.handle((link, reason) -> reason).join());
    }

    /** Replaces the link there is: it looks alive, and nothing comes back. */
    synchronized void giveUp() {
        if (current.isDone() && !current.isCompletedExceptionally()) {
            lost(current.join());
        }
    }

    /** Replaces a link that is of no more use, unless that was done already. */
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
        current = CompletableFuture.failedFuture(new IOException("it is no longer used"));
        // Who still waits for a link is let go; if there is one, this changes nothing.
        last.completeExceptionally(new IOException("it is no longer used"));
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

    /** Whatever the client of a broken link throws, a new link is made. */
    private static void close(ClientConnection old) {
        try {
            old.close();
        } catch (RuntimeException | Error e) {
            LOG.debug("the client of a broken connection can't be shut down", e);
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
            // An error too: else callers would wait for the end of this attempt, again and again.
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
        if (saidReason != null) {
            LOG.info("memcached at {} is used again", HostPort.of(server));
            saidReason = null;
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
        if (!sentence.equals(saidReason)) {
            LOG.warn("memcached at {} can't be used: {}; trying again every second", HostPort.of(server), sentence);
            saidReason = sentence;
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    /** How a link is made. */
    @FunctionalInterface
    interface Dial {
        ClientConnection open() throws IOException, InterruptedException;
    }
}
