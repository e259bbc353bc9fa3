package dev.renditions.index.memcached;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Stands between a client and memcached and spoils what they say. For a client that asks one thing at a time. */
final class Wire implements AutoCloseable {
    enum Fault {
        NONE,
        /** The server applies the add, and its answer arrives with the answer to the next question. */
        ANSWER_TO_ADD_LATE,
        /** The server applies the add, and the connection breaks before its answer arrives. */
        CUT_AFTER_ADD
    }

    private final MemcachedServer server;
    private final ServerSocket listener;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Runnable> before = new ConcurrentHashMap<>();
    private volatile Fault fault = Fault.NONE;

    Wire(MemcachedServer server) throws IOException {
        this.server = server;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    MemcachedSettings settings() {
        return MemcachedSettings.parse("memcached://127.0.0.1:" + listener.getLocalPort());
    }

    void set(Fault next) {
        fault = next;
    }

    /** Does something once, when the client has read a value and is about to swap it. */
    void beforeNextSwap(Runnable action) {
        before.put("cas", action);
    }

    /** Does something once, when the client has seen a count and is about to add to it. */
    void beforeNextIncrement(Runnable action) {
        before.put("incr", action);
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : open) {
            socket.close();
        }
        threads.shutdownNow();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                open.add(client);
                threads.execute(() -> serve(client));
            }
        } catch (IOException e) {
            // Closed: the test is over.
        }
    }

    private void serve(Socket client) {
        try (client;
                Socket upstream = new Socket(server.host(), server.port())) {
            open.add(upstream);
            byte[] held = {};
            for (byte[] question = read(client); question.length > 0; question = read(client)) {
                String asked = new String(question, US_ASCII);
                Runnable due = before.remove(asked.substring(0, Math.max(0, asked.indexOf(' '))));
                if (due != null) {
                    due.run();
                }
                upstream.getOutputStream().write(question);
                byte[] answer = joined(held, read(upstream));
                boolean add = asked.startsWith("add ");
                if (add && fault == Fault.CUT_AFTER_ADD) {
                    return;
                }
                boolean late = add && fault == Fault.ANSWER_TO_ADD_LATE;
                held = late ? answer : new byte[0];
                client.getOutputStream().write(late ? new byte[0] : answer);
            }
        } catch (IOException e) {
            // Either side has gone, as it may.
        }
    }

    private static byte[] read(Socket socket) throws IOException {
        byte[] buffer = new byte[8192];
        int length = socket.getInputStream().read(buffer);
        return Arrays.copyOf(buffer, Math.max(0, length));
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
