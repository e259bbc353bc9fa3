package dev.renditions.server.connection;

import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accepts connections within their limits, and closes those that are too slow. */
public final class PacedConnector extends ServerConnector {
    private static final Logger LOG = LoggerFactory.getLogger(PacedConnector.class);

    private final ConnectionLimits limits;
    private final Set<PacedEndPoint> open = ConcurrentHashMap.newKeySet();

    public PacedConnector(Server server, ConnectionLimits limits, HttpConnectionFactory http) {
        super(server, 1, -1, http);
        this.limits = limits;
        addBean(new AddressLimit(limits));
    }

    @Override
    protected SocketChannelEndPoint newEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key) {
        PacedEndPoint end = new PacedEndPoint(channel, selector, key, getScheduler(), getExecutor(), limits);
        end.setIdleTimeout(getIdleTimeout());
        return end;
    }

    @Override
    protected void onEndPointOpened(EndPoint end) {
        super.onEndPointOpened(end);
        if (end instanceof PacedEndPoint paced) {
            open.add(paced);
        }
    }

    @Override
    protected void onEndPointClosed(EndPoint end) {
        if (end instanceof PacedEndPoint paced) {
            open.remove(paced);
        }
        super.onEndPointClosed(end);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        checkLater();
    }

    private void checkLater() {
        getScheduler().schedule(this::check, limits.check().toMillis(), TimeUnit.MILLISECONDS);
    }

    private void check() {
        try {
            long now = System.nanoTime();
            open.forEach(end -> end.check(now));
        } catch (RuntimeException e) {
            LOG.warn("slow connections could not be checked", e);
        } finally {
            if (isRunning()) {
                checkLater();
            }
        }
    }
}
