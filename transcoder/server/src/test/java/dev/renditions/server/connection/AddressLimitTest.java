package dev.renditions.server.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.testing.FakeTranscoder;
import dev.renditions.testing.HostileClients;
import dev.renditions.testing.TestServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectableChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AddressLimitTest {
    private static final ConnectionLimits LIMITS = new ConnectionLimits(
            5, 2, 2, 3, Duration.ofSeconds(10), Duration.ofSeconds(10), 1, 1, 2, 1 << 16, Duration.ofSeconds(1));

    @TempDir
    private Path folder;

    private final AddressLimit limit = new AddressLimit(LIMITS);
    private final List<SelectableChannel> opened = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (SelectableChannel channel : opened) {
            channel.close();
        }
    }

    private SelectableChannel channel() throws IOException {
        SelectableChannel channel = SocketChannel.open();
        opened.add(channel);
        return channel;
    }

    /** The send buffer of an accepted connection. */
    private static int sendBuffer(AddressLimit limit) throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0));
                SocketChannel client = SocketChannel.open(server.getLocalAddress());
                SocketChannel accepted = server.accept()) {
            limit.onAccepting(accepted);
            int size = accepted.getOption(StandardSocketOptions.SO_SNDBUF);
            limit.onClosed(accepted);
            return size;
        }
    }

    @Test
    void systemSizesSendBuffersUpToANumberOfConnections() throws IOException {
        int usual = sendBuffer(limit);
        assertThat(usual).isGreaterThan(4 * LIMITS.sendBuffer());
        assertThat(admits("a", false)).isTrue();
        assertThat(sendBuffer(limit)).isEqualTo(usual);
        assertThat(admits("b", false)).isTrue();
        assertThat(sendBuffer(limit)).isLessThanOrEqualTo(2 * LIMITS.sendBuffer());
    }

    private boolean admits(String address, boolean ownMachine) throws IOException {
        return limit.admit(channel(), address, ownMachine);
    }

    @Test
    void connectionsOfOneAddressAreLimited() throws IOException {
        SelectableChannel first = channel();
        assertThat(limit.admit(first, "a", false)).isTrue();
        assertThat(admits("a", false)).isTrue();
        assertThat(admits("a", false)).isFalse();
        assertThat(admits("b", false)).isTrue();
        limit.onClosed(first);
        limit.onClosed(first);
        assertThat(admits("a", false)).isTrue();
        assertThat(admits("a", false)).isFalse();
    }

    @Test
    void thisMachineHasAHigherLimit() throws IOException {
        assertThat(admits("127.0.0.1", true)).isTrue();
        assertThat(admits("127.0.0.1", true)).isTrue();
        assertThat(admits("127.0.0.1", true)).isTrue();
        assertThat(admits("127.0.0.1", true)).isFalse();
    }

    @Test
    void addressWithFewConnectionsIsAdmittedAboveTheTotal() throws IOException {
        AddressLimit many = new AddressLimit(new ConnectionLimits(
                5, 2, 9, 9, Duration.ofSeconds(10), Duration.ofSeconds(10), 1, 1, 2, 1 << 16, Duration.ofSeconds(1)));
        for (int i = 0; i < 5; i++) {
            assertThat(many.admit(channel(), "a", false)).isTrue();
        }
        assertThat(many.admit(channel(), "a", false)).isFalse();
        // A client's second connection, while the end of its first has not been noticed yet.
        assertThat(many.admit(channel(), "f", false)).isTrue();
        assertThat(many.admit(channel(), "f", false)).isTrue();
        assertThat(many.admit(channel(), "g", false)).isFalse();
    }

    @Test
    void refusedConnectionGets503AndOthersAreAnswered() throws IOException {
        try (TestServer server = TestServer.within(LIMITS, folder, new FakeTranscoder());
                HostileClients one = new HostileClients(server.uri(), "127.0.0.1");
                HostileClients other = new HostileClients(server.uri(), "127.0.0.2")) {
            String health =
                    "GET /healthz HTTP/1.1\r\nHost: localhost:" + server.uri().getPort() + "\r\n\r\n";
            one.open(3, "");
            assertThat(HostileClients.status(one.open(""))).isEqualTo(503);
            assertThat(HostileClients.status(other.open(health))).isEqualTo(200);
        }
    }
}
