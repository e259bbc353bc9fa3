package dev.renditions.index.memcached.cluster;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The servers of a cluster as any of them tells, in the way of ElastiCache. Immutable.
 *
 * @param version grows with each change
 * @param servers at least one, each once
 */
record ClusterConfiguration(long version, List<InetSocketAddress> servers) {
    /** The question that {@link #parse} reads the answer to. */
    static final String QUESTION = "config get cluster";

    private static final Pattern REPLY = Pattern.compile(
            "CONFIG cluster [0-9]+ [0-9]+\r?\n(?<version>[0-9]{1,18})\r?\n(?<servers>[^\r\n]+)(?:\r?\n)+END\r\n");
    private static final Pattern SERVER = Pattern.compile("(?<host>[^|]*)\\|(?<ip>[^|]*)\\|(?<port>[0-9]+)");

    /** ElastiCache has at most 60. */
    private static final int MOST_SERVERS = 1000;

    /**
     * Reads {@code CONFIG cluster 0 LENGTH}, the version, and {@code host|ip|port} with blanks between.
     *
     * @throws IOException with a sentence about who says so, if the text is another
     */
    static ClusterConfiguration parse(String reply) throws IOException {
        Matcher parts = REPLY.matcher(reply);
        if (!parts.matches()) {
            throw new IOException("it does not tell which servers its cluster has, but says '"
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
            throw new IOException("among the servers of its cluster it names one that can't be: " + e.getMessage(), e);
        }
    }

    /** By name where there is one, since certificates and changes of address go by names. */
    private static InetSocketAddress server(String text) {
        Matcher parts = SERVER.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("not host|ip|port: '" + text + "'");
        }
        String host = parts.group("host").isEmpty() ? parts.group("ip") : parts.group("host");
        return HostPort.parse((host.contains(":") ? "[" + host + "]" : host) + ":" + parts.group("port"));
    }
}
