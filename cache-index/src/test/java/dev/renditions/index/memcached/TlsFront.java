package dev.renditions.index.memcached;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A TLS proxy for a memcached without TLS, similar to ElastiCache Serverless. */
public final class TlsFront implements AutoCloseable {
    private final String host;
    private final int upstreamPort;
    private final ServerSocket listener;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    public TlsFront(MemcachedServer server, Certificate certificate) throws IOException {
        this(server.host(), server.port(), certificate);
    }

    /** A TLS proxy for any upstream. */
    TlsFront(String host, int upstreamPort, Certificate certificate) throws IOException {
        this.host = host;
        this.upstreamPort = upstreamPort;
        this.listener = certificate
                .server()
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Breaks all connections. */
    void cut() throws IOException {
        for (Socket socket : open) {
            socket.close();
            open.remove(socket);
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        cut();
        threads.shutdownNow();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                Socket upstream = new Socket(host, upstreamPort);
                open.add(client);
                open.add(upstream);
                threads.execute(() -> relay(client, upstream));
                threads.execute(() -> relay(upstream, client));
            }
        } catch (IOException e) {
            // Closed: the test is over.
        }
    }

    private static void relay(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // Either side disconnected, or the TLS handshake failed.
        }
    }
}
