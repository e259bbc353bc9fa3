package dev.renditions.server.connection;

import java.time.Duration;

/**
 * Limits on connections, so that slow or greedy clients leave memory and connections to others. Immutable.
 *
 * @param total connections at once
 * @param headroom connections above the total, for addresses that have few open
 * @param perAddress connections at once from one address (IPv6: from one /64 network)
 * @param ownMachine the same for addresses of this machine, where a reverse proxy may run
 * @param header time for a whole request header, counted from its first byte
 * @param patience how long a client may fall behind a least rate before it is cut off. The system of a reader reports free
 *     room in steps of up to some hundred KiB, and the time between two steps counts
 * @param upload least rate of a request body, in bytes a second
 * @param download least rate of an answer, in bytes a second
 * @param autotuned connections up to which the system chooses the size of send buffers itself: Linux takes up to 4 MB for each,
 *     which a download over a long way needs
 * @param sendBuffer send buffer of each further connection in bytes, which Linux doubles
 * @param check how often connections are checked, and how often is tried to send more to a slow reader
 */
public record ConnectionLimits(
        int total,
        int headroom,
        int perAddress,
        int ownMachine,
        Duration header,
        Duration patience,
        long upload,
        long download,
        int autotuned,
        int sendBuffer,
        Duration check) {
    /** The limits, of which only the number for one address is a setting. */
    public static ConnectionLimits of(int perAddress) {
        return new ConnectionLimits(
                2_000,
                64,
                perAddress,
                Math.max(1_000, perAddress),
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                4 << 10,
                1 << 10,
                64,
                512 << 10,
                Duration.ofSeconds(1));
    }
}
