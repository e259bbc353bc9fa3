package dev.renditions.server.connection;

import dev.renditions.http.access.ClientNetwork;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.jetty.io.SelectorManager;

/**
 * Refuses connections that exceed the limit of one address, or of all. Some connections above the total are left to
 * addresses that have few open, so that a health check is answered even if others use up the total. Thread-safe.
 */
final class AddressLimit implements SelectorManager.AcceptListener {
    private static final byte[] REFUSAL = String.join(
                    "\r\n",
                    "HTTP/1.1 503 Service Unavailable",
                    "Retry-After: 10",
                    "Content-Length: 0",
                    "Connection: close",
                    "",
                    "")
            .getBytes(StandardCharsets.US_ASCII);

    /**
     * A health check may start before the end of the previous one is noticed, or beside another one from the same
     * machine.
     */
    private static final int FEW = 4;

    private final ConnectionLimits limits;
    private final Map<SelectableChannel, String> channels = new HashMap<>();
    private final Map<String, Integer> held = new HashMap<>();

    AddressLimit(ConnectionLimits limits) {
        this.limits = limits;
    }

    @Override
    public void onAccepting(SelectableChannel channel) {
        if (channel instanceof SocketChannel socket && !admit(socket)) {
            refuse(socket);
        }
    }

    private boolean admit(SocketChannel socket) {
        InetAddress address;
        try {
            if (!(socket.getRemoteAddress() instanceof InetSocketAddress remote)) {
                return true;
            }
            address = remote.getAddress();
        } catch (IOException e) {
            // The connection is closed already.
            return false;
        }
        if (!admit(socket, ClientNetwork.of(address.getHostAddress()), address.isLoopbackAddress())) {
            return false;
        }
        boundSendBuffer(socket);
        return true;
    }

    /** With many connections, the system's send buffers are limited too. */
    private void boundSendBuffer(SocketChannel socket) {
        if (open() > limits.autotuned()) {
            try {
                socket.setOption(StandardSocketOptions.SO_SNDBUF, limits.sendBuffer());
            } catch (IOException e) {
                // The connection is closed already, which will be noticed when it is used.
                return;
            }
        }
    }

    private synchronized int open() {
        return channels.size();
    }

    /** Counts a connection, unless that would exceed a limit. */
    synchronized boolean admit(SelectableChannel channel, String network, boolean ownMachine) {
        int others = held.getOrDefault(network, 0);
        int all = channels.size();
        boolean room = all < limits.total() || (others < FEW && all < limits.total() + limits.headroom());
        if (!room || others >= (ownMachine ? limits.ownMachine() : limits.perAddress())) {
            return false;
        }
        channels.put(channel, network);
        held.merge(network, 1, Integer::sum);
        return true;
    }

    /** Jetty ignores a channel that is closed at this point. */
    private static void refuse(SocketChannel socket) {
        try (socket) {
            socket.configureBlocking(false);
            int unused = socket.write(ByteBuffer.wrap(REFUSAL));
        } catch (IOException e) {
            // The client has disconnected.
        }
    }

    @Override
    public void onAcceptFailed(SelectableChannel channel, Throwable cause) {
        onClosed(channel);
    }

    @Override
    public synchronized void onClosed(SelectableChannel channel) {
        String network = channels.remove(channel);
        if (network != null) {
            held.computeIfPresent(network, (name, count) -> count == 1 ? null : count - 1);
        }
    }
}
