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

/** How the client is set up. Each method stands where a default would hurt an index that may fail but must not be slow. */
final class ClientFactory extends DefaultConnectionFactory {
    private final String host;
    private final Optional<SSLContext> tls;
    private final Duration handshakeLimit;
    private final ConnectionObserver observer;

    ClientFactory(String host, Optional<SSLContext> tls, Duration handshakeLimit, ConnectionObserver observer) {
        // Said outright: else a host name with ".cfg." in it would turn discovery on.
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

    /** Several questions as one would be the client's own kind of question again. */
    @Override
    public boolean shouldOptimize() {
        return false;
    }

    /** A dead server fails in under a millisecond; to ask another instead costs full timeouts, key after key. */
    @Override
    public FailureMode getFailureMode() {
        return FailureMode.Cancel;
    }

    /** In milliseconds. Bounds the handshake of TLS; who waits for an operation brings a time of their own. */
    @Override
    public long getOperationTimeout() {
        return handshakeLimit.toMillis();
    }

    @Override
    public ExecutorService getListenerExecutorService() {
        return ClientFutures.onTheClientsThread();
    }

    /** Said so that the client does not end it. */
    @Override
    public boolean isDefaultExecutorService() {
        return false;
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
    public @Nullable SSLContext getSSLContext() {
        return tls.orElse(null);
    }

    /** One name for a factory: the reason why each server has a client of its own. */
    @Override
    public String getHostnameForTlsVerification() {
        return host;
    }

    @Override
    public boolean skipTlsHostnameVerification() {
        return false;
    }
}
