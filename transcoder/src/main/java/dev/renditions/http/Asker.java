package dev.renditions.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who asks, as far as it could be found out. Immutable.
 *
 * @param name what their calls are counted by, with its kind in front, so that no name of one kind is one of another
 * @param session what AWS knows them and nobody else by; absent for all others, and several of them may have one name
 */
record Asker(String name, Optional<String> session) {
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f]*:[0-9A-Fa-f:]+");
    private static final int BYTES_OF_THE_NETWORK = 8;

    /** Whoever AWS says it is. */
    static Asker of(Caller.Principal principal) {
        return new Asker("iam:" + principal.name(), principal.accessKey());
    }

    /** Somebody at an address, with nothing to show. */
    static Asker at(Caller caller) {
        return new Asker("address:" + network(caller.name()), Optional.empty());
    }

    /** Somebody at an address with a link that was signed by a key. */
    static Asker with(String key, Caller caller) {
        return new Asker("key:" + key + "@" + network(caller.name()), Optional.empty());
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
