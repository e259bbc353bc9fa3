package dev.renditions.index.memcached.cluster;

import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads and writes servers as text: {@code HOST:PORT}, an IPv6 address in brackets. */
public final class HostPort {
    private static final int USUAL_PORT = 11211;
    private static final Pattern SERVER = Pattern.compile(
            "(?:\\[(?<six>[0-9a-fA-F:.]+(?:%[A-Za-z0-9._-]+)?)]|(?<name>[A-Za-z0-9._-]+))(?::(?<port>.*))?");
    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");

    private HostPort() {}

    /**
     * Parses a server; the default port is 11211. Does not resolve the name.
     *
     * @throws IllegalArgumentException with the beginning of a message, if the text has another form
     */
    static InetSocketAddress parse(String text) {
        Matcher parts = SERVER.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("not a memcached server: '" + text + "'");
        }
        String six = parts.group("six");
        String host = six != null ? six : parts.group("name");
        String port = parts.group("port");
        return InetSocketAddress.createUnresolved(host, port == null ? USUAL_PORT : port(port, text));
    }

    /** The form that {@link #parse} reads, always with the port. */
    public static String of(InetSocketAddress server) {
        String host = server.getHostString();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + server.getPort();
    }

    /** Several servers, separated by commas. */
    static String of(Collection<InetSocketAddress> servers) {
        return servers.stream().map(HostPort::of).collect(Collectors.joining(","));
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
