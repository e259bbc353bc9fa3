package dev.renditions.config;

import dev.renditions.index.memcached.cluster.MemcachedSettings;
import java.nio.file.Path;

/** Where an index is. */
public sealed interface IndexAddress permits IndexAddress.Memory, IndexAddress.Memcached {
    /** In this process, empty at each start. */
    record Memory() implements IndexAddress {
        @Override
        public IndexAddress trusting(Path pem) {
            return this;
        }
    }

    /**
     * One or more nodes of Memcached.
     *
     * @param servers which
     */
    record Memcached(MemcachedSettings servers) implements IndexAddress {
        @Override
        public IndexAddress trusting(Path pem) {
            if (!servers.mode().encrypts()) {
                throw new IllegalArgumentException(
                        "nothing is encrypted with this index; write memcached+tls://... or memcached+tls+discover://...");
            }
            MemcachedSettings trusting = servers.withTrustedCertificates(pem);
            trusting.checkTrustedCertificates();
            return new Memcached(trusting);
        }
    }

    /**
     * The same index, trusted by the authorities in a PEM file; nothing changes for one in memory.
     *
     * @throws IllegalArgumentException if the file holds none, or if the index does not use TLS
     */
    IndexAddress trusting(Path pem);

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
                "'" + text + "' is no index; write memory:, memcached://HOST:PORT[,HOST:PORT...], memcached+tls://...,"
                        + " memcached+discover://HOST:PORT or memcached+tls+discover://HOST:PORT");
    }
}
