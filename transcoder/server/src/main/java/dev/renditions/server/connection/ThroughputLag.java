package dev.renditions.server.connection;

import java.util.concurrent.TimeUnit;

/**
 * How far one direction of a connection is behind its minimum rate. Only the time that we wait for the client counts;
 * each byte reduces the lag by its share. Not thread-safe.
 */
final class ThroughputLag {
    private final double nanosPerByte;
    private boolean waiting;
    private long since;
    private double behind;

    /**
     * Starts without a lag.
     *
     * @param rate the minimum rate, in bytes per second
     */
    ThroughputLag(long rate) {
        this.nanosPerByte = (double) TimeUnit.SECONDS.toNanos(1) / rate;
    }

    /** Starts waiting for the client. */
    void waitForClient(long now) {
        if (!waiting) {
            waiting = true;
            since = now;
        }
    }

    /** The client sent or received this many bytes; we don't wait until the next {@link #waitForClient}. */
    void move(long bytes, long now) {
        behind = Math.max(0, nanos(now) - bytes * nanosPerByte);
        waiting = false;
    }

    /** Clears the lag. */
    void reset() {
        waiting = false;
        behind = 0;
    }

    /** The lag in nanoseconds. */
    double nanos(long now) {
        return waiting ? behind + (now - since) : behind;
    }
}
