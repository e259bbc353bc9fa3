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

/** Clients at one address of this machine that send bytes of their own and read only if they are asked to. */
public final class HostileClients implements AutoCloseable {
    private static final int LIMIT = 20_000;
    private static final int SMALL = 4 << 10;

    private final InetSocketAddress server;
    private final InetAddress from;
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    /** Clients of a server, at an address such as 127.0.0.2: on Linux this machine has all that begin with 127. */
    public HostileClients(URI server, String from) throws IOException {
        this.server = new InetSocketAddress(InetAddress.getByName("127.0.0.1"), server.getPort());
        this.from = InetAddress.getByName(from);
    }

    /** A connection that has sent this, unless it was refused at once. */
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

    /** As many of them. */
    public List<Socket> open(int number, String bytes) throws IOException {
        List<Socket> opened = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            opened.add(open(bytes));
        }
        return opened;
    }

    /** All connections from now on send a byte each time. */
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
            // The server has closed it.
        }
    }

    private static void send(Socket socket, String bytes) {
        try {
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            // The server has closed it.
        }
    }

    /** Reads to the end of a connection; how many bytes came. */
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
            // A reset is an end, too; a timeout is none.
            if (e instanceof SocketTimeoutException) {
                throw new UncheckedIOException(e);
            }
        }
        return all;
    }

    /** The status of the next answer. */
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
