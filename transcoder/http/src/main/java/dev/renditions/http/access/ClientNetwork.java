package dev.renditions.http.access;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** What counts as one address where calls and connections are counted. */
public final class ClientNetwork {
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f]*:[0-9A-Fa-f:]+");
    private static final int BYTES_OF_THE_NETWORK = 8;

    private ClientNetwork() {}

    /** The address; of one in IPv6 the network (/64), since whoever has one address there has all of them. */
    public static String of(String address) {
        String plain = address.replaceFirst("%.*", "");
        if (!IPV6.matcher(plain).matches()) {
            return address;
        }
        try {
            // Asks nobody: what has a colon is an address or nothing.
            return InetAddress.getByName(plain) instanceof Inet6Address six
                    ? HexFormat.of().formatHex(six.getAddress(), 0, BYTES_OF_THE_NETWORK) + "/64"
                    : address;
        } catch (UnknownHostException e) {
            return address;
        }
    }
}
