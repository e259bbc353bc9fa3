package dev.renditions.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Clients with one source address that send arbitrary bytes and read only on request. */
public final class HostileClients implements AutoCloseable {
    private static final int LIMIT = 20_000;
    private static final int SMALL = 4 << 10;

    private final InetSocketAddress server;
    private final InetAddress from;
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    /** Clients of a server with a source address such as 127.0.0.2; on Linux all addresses in 127.0.0.0/8 are local. */
    public HostileClients(URI server, String from) throws IOException {
        this.server = new InetSocketAddress(InetAddress.getByName("127.0.0.1"), server.getPort());
        this.from = InetAddress.getByName(from);
    }

    /** Opens a connection and sends these bytes, unless it is refused at once. */
    public Socket open(String bytes) throws IOException {
        Socket socket = new Socket();
        sockets.add(socket);
        socket.setReceiveBufferSize(SMALL);
        socket.setSoTimeout(LIMIT);
        socket.bind(new InetSocketAddress(from, 0));
        socket.connect(server, LIMIT);
        send(socket, bytes);
        return socket;
    }

    /** Opens several such connections. */
    public List<Socket> open(int number, String bytes) throws IOException {
        List<Socket> opened = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            opened.add(open(bytes));
        }
        return opened;
    }

    /** From now on, every connection sends one byte per interval. */
    public void trickle(int everyMillis) {
        ScheduledFuture<?> unused = timer.scheduleAtFixedRate(
                () -> sockets.forEach(socket -> send(socket, "x")), everyMillis, everyMillis, TimeUnit.MILLISECONDS);
    }

    /** Every so often these connections read as many bytes, of what has come. */
    public void sip(List<Socket> readers, int bytes, int everyMillis) {
        ScheduledFuture<?> unused = timer.scheduleAtFixedRate(
                () -> readers.forEach(reader -> sip(reader, bytes)), everyMillis, everyMillis, TimeUnit.MILLISECONDS);
    }

    private static void sip(Socket reader, int bytes) {
        try {
            int there = Math.min(bytes, reader.getInputStream().available());
            reader.getInputStream().readNBytes(there);
        } catch (IOException e) {
            // The server has closed the connection.
        }
    }

    private static void send(Socket socket, String bytes) {
        try {
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            // The server has closed the connection.
        }
    }

    /** Reads to the end of a connection; returns the number of bytes. */
    public static long drain(Socket socket) {
        byte[] buffer = new byte[1 << 16];
        long all = 0;
        try {
            for (int read = socket.getInputStream().read(buffer);
                    read >= 0;
                    read = socket.getInputStream().read(buffer)) {
                all += read;
            }
        } catch (IOException e) {
            // A reset also ends the connection; a timeout does not.
            if (e instanceof SocketTimeoutException) {
                throw new UncheckedIOException(e);
            }
        }
        return all;
    }

    /** Reads the status of the next response. */
    public static int status(Socket socket) throws IOException {
        String head = new String(socket.getInputStream().readNBytes(12), StandardCharsets.ISO_8859_1);
        return head.startsWith("HTTP/1.") ? Integer.parseInt(head.substring(9, 12)) : -1;
    }

    @Override
    public void close() {
        timer.shutdownNow();
        for (Socket socket : sockets) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
