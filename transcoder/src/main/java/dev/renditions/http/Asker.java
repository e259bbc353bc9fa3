package dev.renditions.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Who asks, as far as it could be found out. Immutable.
 *
 * @param name what their calls are counted by, with its kind in front, so that no name of one kind is one of another
 * @param principal whether AWS has told them from everybody else; otherwise others may have the same name
 */
record Asker(String name, boolean principal) {
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f]*:[0-9A-Fa-f:]+");
    private static final int BYTES_OF_THE_NETWORK = 8;

    /** Whoever AWS says it is. */
    static Asker of(Caller.Principal principal) {
        return new Asker("iam:" + principal.name(), true);
    }

    /** Somebody at an address, with nothing to show. */
    static Asker at(Caller caller) {
        return new Asker("address:" + network(caller.name()), false);
    }

    /** Somebody at an address with a link that was signed by a key. */
    static Asker with(String key, Caller caller) {
        return new Asker("key:" + key + "@" + network(caller.name()), false);
    }

    /** The address; of one in IPv6 the network (/64), since whoever has one address there has all of them. */
    private static String network(String address) {
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
