package dev.renditions.http;

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
     * @param name the ARN of the user or the role
     */
    record Principal(String name) implements Caller {}
}
