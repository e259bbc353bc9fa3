package dev.renditions.index.memcached.cluster;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import javax.net.ssl.SSLContext;
import net.spy.memcached.ClientMode;
import net.spy.memcached.ConnectionObserver;
import net.spy.memcached.DefaultConnectionFactory;
import net.spy.memcached.FailureMode;
import net.spy.memcached.OperationFactory;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of the client. Each method replaces a default that is unsuitable for an index, which may fail but
 * must not be slow.
 */
final class ClientFactory extends DefaultConnectionFactory {
    private final String host;
    private final Optional<SSLContext> tls;
    private final Duration handshakeLimit;
    private final ConnectionObserver observer;

    ClientFactory(String host, Optional<SSLContext> tls, Duration handshakeLimit, ConnectionObserver observer) {
        // Explicit, since a host name that contains ".cfg." would enable the client's discovery.
        super(ClientMode.Static);
        this.host = host;
        this.tls = tls;
        this.handshakeLimit = handshakeLimit;
        this.observer = observer;
    }

    /** ElastiCache Serverless refuses the binary protocol. */
    @Override
    public OperationFactory getOperationFactory() {
        return new BoundedOperations();
    }

    /** Merged requests would use the client's own get operation instead of the bounded one. */
    @Override
    public boolean shouldOptimize() {
        return false;
    }

    /**
     * A dead server fails in under a millisecond; the client's failover to another server costs a full timeout for each
     * key.
     */
    @Override
    public FailureMode getFailureMode() {
        return FailureMode.Cancel;
    }

    /** In milliseconds. Bounds the TLS handshake; waits for an operation have their own deadline. */
    @Override
    public long getOperationTimeout() {
        return handshakeLimit.toMillis();
    }

    @Override
    public ExecutorService getListenerExecutorService() {
        return ClientFutures.onTheClientsThread();
    }

    /** So that the client does not shut the executor down. */
    @Override
    public boolean isDefaultExecutorService() {
        return false;
    }

    /** In milliseconds; with the default, a caller waits 10 seconds if the queue is full. */
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
    public @Nullable SSLContext getSSLContext() {
        return tls.orElse(null);
    }

    /** A factory has only one name, which is why each server has its own client. */
    @Override
    public String getHostnameForTlsVerification() {
        return host;
    }

    @Override
    public boolean skipTlsHostnameVerification() {
        return false;
    }
}
