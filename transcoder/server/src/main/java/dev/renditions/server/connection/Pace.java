package dev.renditions.server.connection;

import java.util.Optional;

/**
 * Checks that the client of one connection is fast enough: request headers have a deadline, bodies and responses have
 * minimum rates. Jetty's idle timeout does not notice a client that sends a byte now and then. Times are those of
 * {@link System#nanoTime}. Thread-safe.
 */
final class Pace {
    private final ConnectionLimits limits;
    private final ThroughputLag body;
    private final ThroughputLag answer;
    private boolean answering;
    private int requests;
    private Optional<Long> headerBegun = Optional.empty();

    Pace(ConnectionLimits limits) {
        this.limits = limits;
        this.body = new ThroughputLag(limits.upload());
        this.answer = new ThroughputLag(limits.download());
    }

    /** A read returned this many bytes; 0 if we have to wait for the client. */
    synchronized void received(int bytes, long now) {
        if (!answering) {
            headerBegun = headerBegun.or(() -> bytes > 0 ? Optional.of(now) : Optional.empty());
        } else if (bytes > 0) {
            body.move(bytes, now);
        } else {
            body.waitForClient(now);
        }
    }

    /** A write sent this many bytes; if these are not all, we have to wait for the client. */
    synchronized void sent(long bytes, boolean all, long now) {
        answer.move(bytes, now);
        if (!all) {
            answer.waitForClient(now);
        }
    }

    /**
     * The header of a request is complete.
     *
     * @return the number of the request on this connection
     */
    synchronized int begin() {
        answering = true;
        headerBegun = Optional.empty();
        body.reset();
        return ++requests;
    }

    /** The response to a request is complete. The next request of the connection may have begun already. */
    synchronized void end(int request) {
        if (request == requests) {
            answering = false;
        }
    }

    /** What the client is too slow with; empty if it is fast enough. */
    synchronized Optional<String> late(long now) {
        if (headerBegun.filter(begun -> now - begun > limits.header().toNanos()).isPresent()) {
            return Optional.of("the request header is incomplete after its timeout");
        }
        long patience = limits.patience().toNanos();
        if (answering && body.nanos(now) > patience) {
            return Optional.of("the request body is sent too slowly");
        }
        return answer.nanos(now) > patience ? Optional.of("the response is read too slowly") : Optional.empty();
    }
}
