package dev.renditions.app;

import dev.renditions.index.memcached.MemcachedSettings;

/** Where an index is. */
public sealed interface IndexAddress permits IndexAddress.Memory, IndexAddress.Memcached {
    /** In this process, empty at each start. */
    record Memory() implements IndexAddress {}

    /**
     * One or more nodes of Memcached.
     *
     * @param servers which
     */
    record Memcached(MemcachedSettings servers) implements IndexAddress {}

    /**
     * Reads {@code memory:}, or {@code memcached://...} and its kin.
     *
     * @throws IllegalArgumentException if it is neither
     */
    static IndexAddress parse(String text) {
        if (text.equals("memory:")) {
            return new Memory();
        }
        if (text.startsWith("memcached")) {
            return new Memcached(MemcachedSettings.parse(text));
        }
        throw new IllegalArgumentException(
                "'" + text + "' is no index; write memory:, memcached://HOST:PORT[,HOST:PORT...], memcached+tls://..."
                        + " or memcached+discover://HOST:PORT");
    }
}
