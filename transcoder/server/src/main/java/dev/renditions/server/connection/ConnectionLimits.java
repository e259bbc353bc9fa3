package dev.renditions.server.connection;

import java.time.Duration;

/**
 * Limits on connections, so that slow or greedy clients leave memory and connections to others. Immutable.
 *
 * @param total the maximum number of connections
 * @param headroom connections above the total, for addresses that have few open
 * @param perAddress the maximum from one address (IPv6: from one /64 network)
 * @param ownMachine the same for addresses of this machine, where a reverse proxy may run
 * @param header the timeout of a request header, from its first byte
 * @param patience how long a client may stay behind a minimum rate before it is disconnected. A reader's system reports
 *     free space in steps of up to some hundred KiB, and the time between two steps counts
 * @param upload the minimum rate of a request body, in bytes per second
 * @param download the minimum rate of reading a response, in bytes per second
 * @param autotuned up to this many connections, the system chooses the size of send buffers: Linux uses up to 4 MB for
 *     each, which a fast download over a long distance needs
 * @param sendBuffer the send buffer of each further connection in bytes, which Linux doubles
 * @param check the interval in which connections are checked, and writes to slow readers are retried
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
    /** The default limits; only the one for each address is a setting. */
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
