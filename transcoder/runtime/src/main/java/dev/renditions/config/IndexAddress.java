package dev.renditions.config;

import dev.renditions.index.memcached.cluster.MemcachedSettings;
import java.nio.file.Path;

/** The location of an index. */
public sealed interface IndexAddress permits IndexAddress.Memory, IndexAddress.Memcached {
    /** In this process, empty at each start. */
    record Memory() implements IndexAddress {
        @Override
        public IndexAddress trusting(Path pem) {
            return this;
        }
    }

    /**
     * One or more Memcached nodes.
     *
     * @param servers the nodes and how to reach them
     */
    record Memcached(MemcachedSettings servers) implements IndexAddress {
        @Override
        public IndexAddress trusting(Path pem) {
            if (!servers.mode().encrypts()) {
                throw new IllegalArgumentException(
                        "this index does not use TLS; write memcached+tls://... or memcached+tls+discover://...");
            }
            MemcachedSettings trusting = servers.withTrustedCertificates(pem);
            trusting.checkTrustedCertificates();
            return new Memcached(trusting);
        }
    }

    /**
     * The same index, trusting the certificate authorities in a PEM file; an index in memory stays the same.
     *
     * @throws IllegalArgumentException if the file contains none, or if the index does not use TLS
     */
    IndexAddress trusting(Path pem);

    /**
     * Parses {@code memory:}, {@code memcached://...} and its variants.
     *
     * @throws IllegalArgumentException for anything else
     */
    static IndexAddress parse(String text) {
        if (text.equals("memory:")) {
            return new Memory();
        }
        if (text.startsWith("memcached")) {
            return new Memcached(MemcachedSettings.parse(text));
        }
        throw new IllegalArgumentException("'" + text
                + "' is not an index; write memory:, memcached://HOST:PORT[,HOST:PORT...], memcached+tls://...,"
                + " memcached+discover://HOST:PORT or memcached+tls+discover://HOST:PORT");
    }
}
