package dev.renditions.http.message;

import java.util.Optional;

/** Who sent a request. */
public sealed interface Caller permits Caller.Address, Caller.Principal {
    /** What their calls are counted by. */
    String name();

    /**
     * Somebody at an address of the network, of whom nothing else is known.
     *
     * @param name the address
     */
    record Address(String name) implements Caller {}

    /**
     * Somebody whom AWS has authenticated (IAM), and let through.
     *
     * @param name the ARN of the user, or of the role and its session
     * @param accessKey the id of the access key that signed the request; absent if AWS does not report it. Two sessions of a
     *     role may have one name, but never one key
     */
    record Principal(String name, Optional<String> accessKey) implements Caller {}
}
