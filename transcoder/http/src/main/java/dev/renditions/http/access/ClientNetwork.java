package dev.renditions.http.access;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Groups client addresses for rate limits and connection limits. */
public final class ClientNetwork {
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f]*:[0-9A-Fa-f:]+");
    private static final int BYTES_OF_THE_NETWORK = 8;

    private ClientNetwork() {}

    /**
     * The address itself, or the /64 network of an IPv6 address, since a client with one address of such a network can
     * use all of them.
     */
    public static String of(String address) {
        String plain = address.replaceFirst("%.*", "");
        if (!IPV6.matcher(plain).matches()) {
            return address;
        }
        try {
            // No DNS query: text with a colon can only be an address.
            return InetAddress.getByName(plain) instanceof Inet6Address six
                    ? HexFormat.of().formatHex(six.getAddress(), 0, BYTES_OF_THE_NETWORK) + "/64"
                    : address;
        } catch (UnknownHostException e) {
            return address;
        }
    }
}
