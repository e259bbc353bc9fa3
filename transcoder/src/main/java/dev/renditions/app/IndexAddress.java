package dev.renditions.app;

/** Where an index is. */
public sealed interface IndexAddress permits IndexAddress.Memory, IndexAddress.Memcached {
    /** In this process, empty at each start. */
    record Memory() implements IndexAddress {}

    /**
     * One or more nodes of Memcached.
     *
     * @param uri {@code memcached://HOST:PORT[,HOST:PORT...]}
     */
    record Memcached(String uri) implements IndexAddress {}

    /**
     * Reads {@code memory:} or {@code memcached://...}.
     *
     * @throws IllegalArgumentException if it is neither
     */
    static IndexAddress parse(String text) {
        if (text.equals("memory:")) {
            return new Memory();
        }
        if (text.startsWith("memcached://")) {
            return new Memcached(text);
        }
        throw new IllegalArgumentException(
                "'" + text + "' is no index; write memory: or memcached://HOST:PORT[,HOST:PORT...]");
    }
}
