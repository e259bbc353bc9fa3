package dev.renditions.server.connection;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection whose {@link Pace} is checked. */
public final class PacedEndPoint extends SocketChannelEndPoint {
    private static final Logger LOG = LoggerFactory.getLogger(PacedEndPoint.class);

    private final Pace pace;
    private final Duration patience;
    private final Executor executor;
    /** Whether a thread of the executor is about to write. */
    private final AtomicBoolean writing = new AtomicBoolean();
    /** When the client was first found too slow. Only the checking thread uses it. */
    private OptionalLong failedAt = OptionalLong.empty();

    PacedEndPoint(
            SocketChannel channel,
            ManagedSelector selector,
            SelectionKey key,
            Scheduler scheduler,
            Executor executor,
            ConnectionLimits limits) {
        super(channel, selector, key, scheduler);
        this.executor = executor;
        this.pace = new Pace(limits);
        this.patience = limits.patience();
    }

    /** Notifies the connection when the header of a request is complete, and when its response is. */
    public static void follow(Request request) {
        if (request.getConnectionMetaData().getConnection().getEndPoint() instanceof PacedEndPoint end) {
            int number = end.pace.begin();
            Request.addCompletionListener(request, failure -> end.pace.end(number));
        }
    }

    @Override
    public int fill(ByteBuffer buffer) throws IOException {
        int filled = super.fill(buffer);
        pace.received(Math.max(0, filled), System.nanoTime());
        return filled;
    }

    @Override
    public boolean flush(ByteBuffer... buffers) throws IOException {
        long before = remaining(buffers);
        boolean all = super.flush(buffers);
        pace.sent(before - remaining(buffers), all, System.nanoTime());
        return all;
    }

    private static long remaining(ByteBuffer... buffers) {
        return Stream.of(buffers).mapToLong(ByteBuffer::remaining).sum();
    }

    /**
     * Cuts off a client that is too slow. If it does not read, its connection is closed at once. If it does not send, the read
     * that waits for it fails, as at an idle timeout, so that an upload is still answered with its status. Sometimes no read
     * waits at the moment of a check, so every check does this, until the patience has passed again and the connection is closed.
     */
    void check(long now) {
        Optional<String> late = pace.late(now);
        boolean unread = getWriteFlusher().isPending();
        if (late.isEmpty()) {
            failedAt = OptionalLong.empty();
            if (unread && writing.compareAndSet(false, true)) {
                executor.execute(this::write);
            }
            return;
        }
        TimeoutException cause = new TimeoutException(late.get());
        if (unread) {
            dropUnread();
            close(cause);
            return;
        }
        failedAt = OptionalLong.of(failedAt.orElse(now));
        if (now - failedAt.getAsLong() > patience.toNanos()) {
            close(cause);
        } else {
            onIdleExpired(cause);
        }
    }

    /** Makes the system drop unread data, which it would otherwise keep for as long as the client keeps reading. */
    private void dropUnread() {
        try {
            getChannel().setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException e) {
            LOG.debug("a slow connection is closed already", e);
        }
    }

    /**
     * Writes what the socket accepts. Linux reports a socket as writable only when a third of its send buffer is free.
     * With a slow reader that takes longer than our patience, while a write succeeds as soon as there is any space.
     */
    private void write() {
        writing.set(false);
        getWriteFlusher().completeWrite();
    }
}
