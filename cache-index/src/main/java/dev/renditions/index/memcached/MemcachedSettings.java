package dev.renditions.index.memcached;

import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which memcached servers to use, and how. Immutable.
 *
 * @param servers at least one, each once; names are looked up when they are connected to, not before. Every worker must be
 *     given the same names, since a key's server is chosen by them; their order does not matter
 * @param budget how long one call on the index may take in all, from a millisecond to a minute
 * @param clock what leases end by, and what entries of more than 30 days are reckoned from; it should agree with the
 *     servers' to some seconds
 */
public record MemcachedSettings(List<InetSocketAddress> servers, Duration budget, Clock clock) {
    /** The budget of a call unless another is given. */
    public static final Duration USUAL_BUDGET = Duration.ofMillis(100);

    private static final int USUAL_PORT = 11211;
    private static final String SCHEME = "memcached://";
    private static final String FORM = "memcached://HOST:PORT[,HOST:PORT...]";
    private static final Duration LEAST_BUDGET = Duration.ofMillis(1);
    private static final Duration MOST_BUDGET = Duration.ofMinutes(1);
    private static final Pattern SERVER = Pattern.compile(
            "(?:\\[(?<six>[0-9a-fA-F:.]+(?:%[A-Za-z0-9._-]+)?)]|(?<name>[A-Za-z0-9._-]+))(?::(?<port>.*))?");
    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");

    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if there is no server or one twice, or if the budget is out of its bounds
     */
    public MemcachedSettings {
        servers = servers.stream()
                .map(server -> InetSocketAddress.createUnresolved(server.getHostString(), server.getPort()))
                .toList();
        if (servers.isEmpty()) {
            throw new IllegalArgumentException("no memcached server is named; write " + FORM);
        }
        if (new HashSet<>(servers).size() < servers.size()) {
            throw new IllegalArgumentException("a memcached server is named twice: " + names(servers));
        }
        if (budget.compareTo(LEAST_BUDGET) < 0 || budget.compareTo(MOST_BUDGET) > 0) {
            throw new IllegalArgumentException(
                    "the budget of a call must be from a millisecond to a minute, not " + budget);
        }
    }

    /**
     * Reads {@code memcached://HOST:PORT[,HOST:PORT...]}, with the usual budget and the system's clock. A port may be left
     * out: it is 11211 then. An IPv6 address stands in brackets.
     *
     * @throws IllegalArgumentException with a sentence for people, if the text has another form
     */
    public static MemcachedSettings parse(String text) {
        if (!text.startsWith(SCHEME)) {
            throw new IllegalArgumentException("not a memcached index: '" + text + "'; write " + FORM);
        }
        List<InetSocketAddress> servers = new ArrayList<>();
        for (String server : text.substring(SCHEME.length()).split(",", -1)) {
            servers.add(server(server, text));
        }
        return new MemcachedSettings(servers, USUAL_BUDGET, Clock.systemUTC());
    }

    /** The same servers with another budget. */
    public MemcachedSettings withBudget(Duration other) {
        return new MemcachedSettings(servers, other, clock);
    }

    /** The same servers by another clock. */
    public MemcachedSettings withClock(Clock other) {
        return new MemcachedSettings(servers, budget, other);
    }

    /** The servers as {@link #parse} reads them, without the scheme: for messages. */
    String names() {
        return names(servers);
    }

    private static String names(List<InetSocketAddress> servers) {
        return servers.stream().map(MemcachedSettings::name).collect(Collectors.joining(","));
    }

    /** One server as {@link #parse} reads it. */
    static String name(InetSocketAddress server) {
        return bracketed(server.getHostString()) + ":" + server.getPort();
    }

    private static String bracketed(String host) {
        return host.contains(":") ? "[" + host + "]" : host;
    }

    private static InetSocketAddress server(String server, String text) {
        if (server.isEmpty()) {
            throw new IllegalArgumentException("a memcached server has no name in '" + text + "'; write " + FORM);
        }
        Matcher parts = SERVER.matcher(server);
        if (!parts.matches()) {
            throw new IllegalArgumentException("not a memcached server: '" + server + "' in '" + text + "'; write "
                    + FORM + ", an IPv6 address in brackets");
        }
        String six = parts.group("six");
        String host = six != null ? six : parts.group("name");
        String port = parts.group("port");
        return InetSocketAddress.createUnresolved(host, port == null ? USUAL_PORT : port(port, server));
    }

    private static int port(String port, String server) {
        int number = PORT.matcher(port).matches() ? Integer.parseInt(port) : 0;
        if (number < 1 || number > 65_535) {
            throw new IllegalArgumentException(
                    "the port of the memcached server '" + server + "' must be a number from 1 to 65535");
        }
        return number;
    }
}
