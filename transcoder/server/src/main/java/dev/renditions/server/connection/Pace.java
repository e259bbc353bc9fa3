package dev.renditions.server.connection;

import java.util.Optional;

/**
 * Whether the client of one connection is fast enough: with the header of each request by a deadline, with bodies and answers
 * by least rates. Jetty's own idle timeout does not see a client that sends a byte now and then. Times are those of
 * {@link System#nanoTime}. Safe for use by many threads.
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

    /** A read returned so many bytes; none if we have to wait for the client. */
    synchronized void received(int bytes, long now) {
        if (!answering) {
            headerBegun = headerBegun.or(() -> bytes > 0 ? Optional.of(now) : Optional.empty());
        } else if (bytes > 0) {
            body.move(bytes, now);
        } else {
            body.waitForClient(now);
        }
    }

    /** A write took so many bytes; if that is not all, we have to wait for the client. */
    synchronized void sent(long bytes, boolean all, long now) {
        answer.move(bytes, now);
        if (!all) {
            answer.waitForClient(now);
        }
    }

    /**
     * The header of a request is complete.
     *
     * @return which request of the connection it is
     */
    synchronized int begin() {
        answering = true;
        headerBegun = Optional.empty();
        body.reset();
        return ++requests;
    }

    /** A request is answered. The next one of the connection may have begun already. */
    synchronized void end(int request) {
        if (request == requests) {
            answering = false;
        }
    }

    /** What the client is too slow with; empty if with nothing. */
    synchronized Optional<String> late(long now) {
        if (headerBegun.filter(begun -> now - begun > limits.header().toNanos()).isPresent()) {
            return Optional.of("the request header was not complete in time");
        }
        long patience = limits.patience().toNanos();
        if (answering && body.nanos(now) > patience) {
            return Optional.of("the request body is sent too slowly");
        }
        return answer.nanos(now) > patience ? Optional.of("the answer is read too slowly") : Optional.empty();
    }
}
