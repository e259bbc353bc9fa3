package dev.renditions.index.memcached.cluster;

/** Sends what the client logs through SLF4J, with everything else. */
final class ClientLogging {
    private static final String PROPERTY = "net.spy.log.LoggerImpl";

    private ClientLogging() {}

    /**
     * To be called before the client's first class is used. The client chooses its log by a system property, once, and has
     * no other way to be told; without it, it prints to standard error. Who has set the property keeps what they chose.
     */
    static void throughSlf4j() {
        if (System.getProperty(PROPERTY) == null) {
            System.setProperty(PROPERTY, "net.spy.memcached.compat.log.SLF4JLogger");
        }
    }
}
