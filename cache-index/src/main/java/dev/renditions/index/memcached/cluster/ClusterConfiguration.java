package dev.renditions.index.memcached.cluster;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The servers of a cluster, as each of them reports in the protocol of ElastiCache. Immutable.
 *
 * @param version grows with each change
 * @param servers at least one, without duplicates
 */
record ClusterConfiguration(long version, List<InetSocketAddress> servers) {
    /** The command whose reply {@link #parse} reads. */
    static final String QUESTION = "config get cluster";

    private static final Pattern REPLY = Pattern.compile(
            "CONFIG cluster [0-9]+ [0-9]+\r?\n(?<version>[0-9]{1,18})\r?\n(?<servers>[^\r\n]+)(?:\r?\n)+END\r\n");
    private static final Pattern SERVER = Pattern.compile("(?<host>[^|]*)\\|(?<ip>[^|]*)\\|(?<port>[0-9]+)");

    /** ElastiCache has at most 60. */
    private static final int MOST_SERVERS = 1000;

    /**
     * Parses a reply: {@code CONFIG cluster 0 LENGTH}, the version, and {@code host|ip|port} entries separated by
     * spaces.
     *
     * @throws IOException with a message about the server, if the reply has another form
     */
    static ClusterConfiguration parse(String reply) throws IOException {
        Matcher parts = REPLY.matcher(reply);
        if (!parts.matches()) {
            throw new IOException("it does not list the servers of its cluster but answered '"
                    + reply.substring(0, Math.min(80, reply.length())).strip() + "'");
        }
        try {
            List<InetSocketAddress> servers = Stream.of(
                            parts.group("servers").strip().split(" +"))
                    .limit(MOST_SERVERS)
                    .map(ClusterConfiguration::server)
                    .distinct()
                    .toList();
            return new ClusterConfiguration(Long.parseLong(parts.group("version")), servers);
        } catch (IllegalArgumentException e) {
            throw new IOException("it lists an invalid server of its cluster: " + e.getMessage(), e);
        }
    }

    /** By host name if there is one, since certificates and address changes refer to names. */
    private static InetSocketAddress server(String text) {
        Matcher parts = SERVER.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("not host|ip|port: '" + text + "'");
        }
        String host = parts.group("host").isEmpty() ? parts.group("ip") : parts.group("host");
        return HostPort.parse((host.contains(":") ? "[" + host + "]" : host) + ":" + parts.group("port"));
    }
}
