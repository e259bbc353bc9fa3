package dev.renditions.http.message;

import java.util.Optional;

/** The sender of a request. */
public sealed interface Caller permits Caller.Address, Caller.Principal {
    /** The name by which calls are counted. */
    String name();

    /**
     * A client of which only the network address is known.
     *
     * @param name the address
     */
    record Address(String name) implements Caller {}

    /**
     * A client that AWS has authenticated and authorized (IAM).
     *
     * @param name the ARN of the user, or of the role and its session
     * @param accessKey the id of the access key that signed the request; absent if AWS does not report it. Two sessions
     *     of a role may have the same name, but never the same key
     */
    record Principal(String name, Optional<String> accessKey) implements Caller {}
}
