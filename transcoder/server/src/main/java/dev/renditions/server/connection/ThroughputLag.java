package dev.renditions.server.connection;

import java.util.concurrent.TimeUnit;

/**
 * How far one direction of a connection is behind its least rate. Only time that we wait for the client counts; each byte
 * makes up for its share of it. Not safe for use by several threads.
 */
final class ThroughputLag {
    private final double nanosPerByte;
    private boolean waiting;
    private long since;
    private double behind;

    /** At a least rate, in bytes a second. */
    ThroughputLag(long rate) {
        this.nanosPerByte = (double) TimeUnit.SECONDS.toNanos(1) / rate;
    }

    /** From now on we wait for the client. */
    void waitForClient(long now) {
        if (!waiting) {
            waiting = true;
            since = now;
        }
    }

    /** The client sent or took so many bytes; we do not wait until {@link #waitForClient} says so again. */
    void move(long bytes, long now) {
        behind = Math.max(0, nanos(now) - bytes * nanosPerByte);
        waiting = false;
    }

    /** Starts anew. */
    void reset() {
        waiting = false;
        behind = 0;
    }

    /** How far behind it is, in nanoseconds. */
    double nanos(long now) {
        return waiting ? behind + (now - since) : behind;
    }
}
