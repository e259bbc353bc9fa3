package dev.renditions.index.memcached.cluster;

/** Redirects the client's log to SLF4J. */
final class ClientLogging {
    private static final String PROPERTY = "net.spy.log.LoggerImpl";

    private ClientLogging() {}

    /**
     * Must be called before the first class of the client is loaded. The client chooses its logger once, by a system
     * property, which is the only way to configure it; by default it prints to standard error. A property that is
     * already set is kept.
     */
    static void throughSlf4j() {
        if (System.getProperty(PROPERTY) == null) {
            System.setProperty(PROPERTY, "net.spy.memcached.compat.log.SLF4JLogger");
        }
    }
}
