package dev.renditions.index.memcached;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import net.spy.memcached.ClientMode;
import net.spy.memcached.ConnectionObserver;
import net.spy.memcached.DefaultConnectionFactory;
import net.spy.memcached.DefaultHashAlgorithm;
import net.spy.memcached.FailureMode;
import net.spy.memcached.HashAlgorithm;
import net.spy.memcached.KetamaNodeKeyFormatter;
import net.spy.memcached.KetamaNodeLocator;
import net.spy.memcached.MemcachedNode;
import net.spy.memcached.NodeLocator;
import net.spy.memcached.OperationFactory;
import net.spy.memcached.protocol.ascii.AsciiOperationFactory;
import net.spy.memcached.util.DefaultKetamaNodeLocatorConfiguration;

/** How the client is set up. Each method stands where a default would hurt an index that may fail but must not be slow. */
final class IndexConnectionFactory extends DefaultConnectionFactory {
    private static final int TIMEOUTS_IN_A_ROW = 5;
    private static final long RECONNECT_SECONDS = 1;

    private final Duration operationTimeout;
    private final ConnectionObserver observer;

    IndexConnectionFactory(Duration operationTimeout, ConnectionObserver observer) {
        // Said outright: else a host name with ".cfg." in it would turn discovery on.
        super(ClientMode.Static);
        this.operationTimeout = operationTimeout;
        this.observer = observer;
    }

    /** ElastiCache Serverless refuses the binary protocol. */
    @Override
    public OperationFactory getOperationFactory() {
        return new AsciiOperationFactory();
    }

    /** A dead server fails in under a millisecond; to ask another instead costs full timeouts, key after key. */
    @Override
    public FailureMode getFailureMode() {
        return FailureMode.Cancel;
    }

    @Override
    public long getOperationTimeout() {
        return operationTimeout.toMillis();
    }

    /** A frozen server is given up on its fifth timeout in a row: the client compares with "more than". */
    @Override
    public int getTimeoutExceptionThreshold() {
        return TIMEOUTS_IN_A_ROW - 1;
    }

    /** In seconds; the default waits up to half a minute after a cut. */
    @Override
    public long getMaxReconnectDelay() {
        return RECONNECT_SECONDS;
    }

    /** In milliseconds; the default makes a caller wait 10 seconds for room in a full queue. */
    @Override
    public long getOpQueueMaxBlockTime() {
        return 0;
    }

    @Override
    public boolean isDaemon() {
        return true;
    }

    @Override
    public Collection<ConnectionObserver> getInitialObservers() {
        return List.of(observer);
    }

    @Override
    public HashAlgorithm getHashAlg() {
        return DefaultHashAlgorithm.KETAMA_HASH;
    }

    /** With ketama about 1/n of the keys move when a server joins n-1 others, not nearly all. */
    @Override
    public NodeLocator createLocator(List<MemcachedNode> nodes) {
        return new KetamaNodeLocator(
                nodes, getHashAlg(), new DefaultKetamaNodeLocatorConfiguration(new ByConfiguredName()));
    }

    /**
     * Places servers by the name they were given. The client would use the address it found too, or that it found none, so
     * workers that started before and after a change of address would look for one key on different servers.
     */
    private static final class ByConfiguredName extends KetamaNodeKeyFormatter {
        @Override
        public String getKeyForNode(MemcachedNode node, int repetition) {
            InetSocketAddress address = (InetSocketAddress) node.getSocketAddress();
            return address.getHostString() + ":" + address.getPort() + "-" + repetition;
        }
    }
}
