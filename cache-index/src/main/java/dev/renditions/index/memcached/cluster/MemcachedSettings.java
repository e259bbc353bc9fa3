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
 * Which memcached servers to use, and how. Immutable.
 *
 * @param mode how the servers are found and spoken to
 * @param servers at least one, each once, and one alone to discover others by; names are looked up when they are connected
 *     to, not before. Every worker must be given the same names, since a key's server is chosen by them; their order does
 *     not matter
 * @param budget how long a look-up may take in all, from a millisecond to a minute; see {@link #patience} for other calls
 * @param clock what leases end by, and what entries of more than 30 days are reckoned from; it should agree with the
 *     servers' to some seconds
 * @param staleLeases how long a lease counts whose value stays and is not renewed: far longer than a holder that works takes
 *     between two renewals
 * @param trustedCertificates a PEM file of the authorities that servers' certificates may come from, read at each
 *     connection; absent for those that the Java runtime trusts. Means nothing without TLS
 */
public record MemcachedSettings(
        Mode mode,
        List<InetSocketAddress> servers,
        Duration budget,
        Clock clock,
        Duration staleLeases,
        Optional<Path> trustedCertificates) {
    /** The budget of a call unless another is given. */
    public static final Duration USUAL_BUDGET = Duration.ofMillis(100);

    private static final Duration USUAL_STALENESS = Duration.ofMinutes(2);
    private static final Duration USUAL_PATIENCE = Duration.ofSeconds(2);
    private static final Duration LEAST_BUDGET = Duration.ofMillis(1);
    private static final Duration MOST_BUDGET = Duration.ofMinutes(1);

    /** How servers are found and spoken to. */
    public enum Mode {
        /** The named servers, without encryption: {@code memcached://HOST:PORT[,HOST:PORT...]}. */
        PLAIN("memcached://", "HOST:PORT[,HOST:PORT...]"),

        /** The named servers by TLS, their names verified: {@code memcached+tls://HOST:PORT[,HOST:PORT...]}. */
        TLS("memcached+tls://", "HOST:PORT[,HOST:PORT...]"),

        /**
         * The servers that the named one says its cluster has, as ElastiCache's configuration endpoint does, without
         * encryption; the named one itself while it does not say: {@code memcached+discover://HOST:PORT}.
         */
        DISCOVER("memcached+discover://", "HOST:PORT"),

        /** The same by TLS, the names of all servers verified: {@code memcached+tls+discover://HOST:PORT}. */
        TLS_DISCOVER("memcached+tls+discover://", "HOST:PORT");

        private final String scheme;
        private final String form;

        Mode(String scheme, String rest) {
            this.scheme = scheme;
            this.form = scheme + rest;
        }

        /** Whether connections are encrypted and servers verified. */
        public boolean encrypts() {
            return this == TLS || this == TLS_DISCOVER;
        }

        /** Whether one server is asked for the others. */
        boolean discovers() {
            return this == DISCOVER || this == TLS_DISCOVER;
        }
    }

    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if there is no server or one twice, or several to discover others by, or if the
     *     budget is out of its bounds
     */
    public MemcachedSettings {
        servers = servers.stream()
                .map(server -> InetSocketAddress.createUnresolved(server.getHostString(), server.getPort()))
                .toList();
        if (servers.isEmpty()) {
            throw new IllegalArgumentException("no memcached server is named; write " + mode.form);
        }
        if (new HashSet<>(servers).size() < servers.size()) {
            throw new IllegalArgumentException("a memcached server is named twice: " + HostPort.of(servers));
        }
        if (mode.discovers() && servers.size() > 1) {
            throw new IllegalArgumentException("one server tells of all others, so name one, not "
                    + HostPort.of(servers) + "; write " + mode.form);
        }
        if (budget.compareTo(LEAST_BUDGET) < 0 || budget.compareTo(MOST_BUDGET) > 0) {
            throw new IllegalArgumentException(
                    "the budget of a call must be from a millisecond to a minute, not " + budget);
        }
    }

    /**
     * Reads one of the forms of {@link Mode}, with the usual budget, the system's clock and the runtime's trusted
     * authorities. A port may be left out: it is 11211 then. An IPv6 address stands in brackets.
     *
     * @throws IllegalArgumentException with a sentence for people, if the text has another form
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

    /** How long a call may take that costs more to lose than to wait for, such as one for a lease: never less than a look-up. */
    public Duration patience() {
        return budget.compareTo(USUAL_PATIENCE) > 0 ? budget : USUAL_PATIENCE;
    }

    /** The same servers with another budget. */
    public MemcachedSettings withBudget(Duration other) {
        return new MemcachedSettings(mode, servers, other, clock, staleLeases, trustedCertificates);
    }

    /** The same servers by another clock. */
    public MemcachedSettings withClock(Clock other) {
        return new MemcachedSettings(mode, servers, budget, other, staleLeases, trustedCertificates);
    }

    /** The same servers, where leases that are not renewed end that soon. */
    public MemcachedSettings withStaleLeases(Duration other) {
        return new MemcachedSettings(mode, servers, budget, clock, other, trustedCertificates);
    }

    /** The same servers, whose certificates must come from an authority in this PEM file. */
    public MemcachedSettings withTrustedCertificates(Path pem) {
        return new MemcachedSettings(mode, servers, budget, clock, staleLeases, Optional.of(pem));
    }

    /**
     * Looks into the file of trusted certificates, if there is one: for who would rather hear of a mistake than go on without
     * the index. It may be mended later all the same.
     *
     * @throws IllegalArgumentException with a sentence, if it can't be read or holds no certificate
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
