package dev.renditions.index.memcached.cluster;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How to connect to the Memcached servers. Immutable.
 *
 * @param mode how servers are discovered, and whether connections use TLS
 * @param servers at least one, without duplicates; exactly one for discovery. Names are resolved when connecting. Every
 *     worker must have the same names, since they determine the server of a key; their order does not matter
 * @param budget how long a look-up may take in total, from a millisecond to a minute; see {@link #patience} for other
 *     calls
 * @param clock the clock for the ends of leases and of entries that live more than 30 days; it should agree with the
 *     servers' clocks within seconds
 * @param staleLeases how long a lease counts without renewal; far longer than the renewal interval of a working holder
 * @param trustedCertificates a PEM file with the trusted certificate authorities, read at each connection; if absent,
 *     those of the Java runtime are trusted. Ignored without TLS
 */
public record MemcachedSettings(
        Mode mode,
        List<InetSocketAddress> servers,
        Duration budget,
        Clock clock,
        Duration staleLeases,
        Optional<Path> trustedCertificates) {
    /** The default budget of a call. */
    public static final Duration USUAL_BUDGET = Duration.ofMillis(100);

    private static final Duration USUAL_STALENESS = Duration.ofMinutes(2);
    private static final Duration USUAL_PATIENCE = Duration.ofSeconds(2);
    private static final Duration LEAST_BUDGET = Duration.ofMillis(1);
    private static final Duration MOST_BUDGET = Duration.ofMinutes(1);

    /** How servers are discovered, and whether connections use TLS. */
    public enum Mode {
        /** The named servers, without encryption: {@code memcached://HOST:PORT[,HOST:PORT...]}. */
        PLAIN("memcached://", "HOST:PORT[,HOST:PORT...]"),

        /** The named servers over TLS, with verified host names: {@code memcached+tls://HOST:PORT[,HOST:PORT...]}. */
        TLS("memcached+tls://", "HOST:PORT[,HOST:PORT...]"),

        /**
         * The servers that the named one lists, as ElastiCache's configuration endpoint does, without encryption; only
         * the named server while it does not list any: {@code memcached+discover://HOST:PORT}.
         */
        DISCOVER("memcached+discover://", "HOST:PORT"),

        /** The same over TLS, with verified host names: {@code memcached+tls+discover://HOST:PORT}. */
        TLS_DISCOVER("memcached+tls+discover://", "HOST:PORT");

        private final String scheme;
        private final String form;

        Mode(String scheme, String rest) {
            this.scheme = scheme;
            this.form = scheme + rest;
        }

        /** Whether connections use TLS, with verified servers. */
        public boolean encrypts() {
            return this == TLS || this == TLS_DISCOVER;
        }

        /** Whether the servers are discovered by asking one of them. */
        boolean discovers() {
            return this == DISCOVER || this == TLS_DISCOVER;
        }
    }

    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if no server is given, one is given twice, more than one server for discovery,
     *     or if the budget is out of range
     */
    public MemcachedSettings {
        servers = servers.stream()
                .map(server -> InetSocketAddress.createUnresolved(server.getHostString(), server.getPort()))
                .toList();
        if (servers.isEmpty()) {
            throw new IllegalArgumentException("no memcached server is given; write " + mode.form);
        }
        if (new HashSet<>(servers).size() < servers.size()) {
            throw new IllegalArgumentException("a memcached server is given twice: " + HostPort.of(servers));
        }
        if (mode.discovers() && servers.size() > 1) {
            throw new IllegalArgumentException(
                    "discovery needs exactly one server, not " + HostPort.of(servers) + "; write " + mode.form);
        }
        if (budget.compareTo(LEAST_BUDGET) < 0 || budget.compareTo(MOST_BUDGET) > 0) {
            throw new IllegalArgumentException(
                    "the budget of a call must be from a millisecond to a minute, not " + budget);
        }
    }

    /**
     * Parses one of the forms of {@link Mode}, with the default budget, the system clock and the authorities that the
     * runtime trusts. The default port is 11211. An IPv6 address is written in brackets.
     *
     * @throws IllegalArgumentException with a message for users, if the text has another form
     */
    public static MemcachedSettings parse(String text) {
        Mode mode = Stream.of(Mode.values())
                .filter(one -> text.startsWith(one.scheme))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not a memcached index: '" + text + "'; write "
                        + Mode.PLAIN.form + ", or " + Mode.TLS.scheme + "... or " + Mode.DISCOVER.form + " or "
                        + Mode.TLS_DISCOVER.form));
        List<InetSocketAddress> servers = new ArrayList<>();
        for (String server : text.substring(mode.scheme.length()).split(",", -1)) {
            servers.add(server(server, text, mode));
        }
        return new MemcachedSettings(mode, servers, USUAL_BUDGET, Clock.systemUTC(), USUAL_STALENESS, Optional.empty());
    }

    /** How long a call may take whose failure costs more than waiting, such as one for a lease; at least the budget. */
    public Duration patience() {
        return budget.compareTo(USUAL_PATIENCE) > 0 ? budget : USUAL_PATIENCE;
    }

    /** A copy with another budget. */
    public MemcachedSettings withBudget(Duration other) {
        return new MemcachedSettings(mode, servers, other, clock, staleLeases, trustedCertificates);
    }

    /** A copy with another clock. */
    public MemcachedSettings withClock(Clock other) {
        return new MemcachedSettings(mode, servers, budget, other, staleLeases, trustedCertificates);
    }

    /** A copy with another time after which leases without renewal end. */
    public MemcachedSettings withStaleLeases(Duration other) {
        return new MemcachedSettings(mode, servers, budget, clock, other, trustedCertificates);
    }

    /** A copy that trusts only the authorities in this PEM file. */
    public MemcachedSettings withTrustedCertificates(Path pem) {
        return new MemcachedSettings(mode, servers, budget, clock, staleLeases, Optional.of(pem));
    }

    /**
     * Checks the file of trusted certificates, if one is set: for callers that prefer an early error to running without
     * the index. A file that is invalid now may still be fixed later.
     *
     * @throws IllegalArgumentException with a message, if it is unreadable or contains no certificate
     */
    public void checkTrustedCertificates() {
        try {
            TrustedCertificates.context(trustedCertificates);
        } catch (IOException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** The servers as {@link #parse} reads them, without the scheme: for messages. */
    String names() {
        return HostPort.of(servers);
    }

    private static InetSocketAddress server(String server, String text, Mode mode) {
        if (server.isEmpty()) {
            throw new IllegalArgumentException("a memcached server has no name in '" + text + "'; write " + mode.form);
        }
        try {
            return HostPort.parse(server);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    e.getMessage() + " in '" + text + "'; write " + mode.form + ", an IPv6 address in brackets", e);
        }
    }
}
