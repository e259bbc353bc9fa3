package dev.renditions.index.memcached;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.renditions.index.memcached.cluster.MemcachedSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Stands between a client and memcached and spoils what they say. For a client that asks one thing at a time. */
public final class Wire implements AutoCloseable {
    public enum Fault {
        NONE,
        /** The server applies the add, and its answer arrives with the answer to the next question. */
        ANSWER_TO_ADD_LATE,
        /** The server applies the add, and the connection breaks before its answer arrives. */
        CUT_AFTER_ADD,
        /** Every question breaks the connection, but for the harmless ones that are asked before the client is used. */
        CUT_AT_ONCE
    }

    private final MemcachedServer server;
    private final ServerSocket listener;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final Set<Socket> silent = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Runnable> before = new ConcurrentHashMap<>();
    private final AtomicInteger askedForCluster = new AtomicInteger();
    private final Queue<String> clustersOnce = new ConcurrentLinkedQueue<>();
    private volatile Fault fault = Fault.NONE;
    private volatile String cluster = "";

    public Wire(MemcachedServer server) throws IOException {
        this.server = server;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    public MemcachedSettings settings() {
        return MemcachedSettings.parse("memcached://" + name());
    }

    /** Where it listens. */
    public String name() {
        return "127.0.0.1:" + listener.getLocalPort();
    }

    /** Answers as a configuration endpoint from now on, which memcached alone does not. */
    public void tellCluster(long version, String... servers) {
        cluster = cluster(version, servers);
    }

    /** Answers so once, after what else is to be answered once, and before what is answered from then on. */
    public void tellClusterOnce(long version, String... servers) {
        clustersOnce.add(cluster(version, servers));
    }

    private static String cluster(long version, String... servers) {
        String items = Stream.of(servers)
                .map(server -> server.replaceFirst("(.*):(.*)", "$1|$1|$2"))
                .collect(Collectors.joining(" "));
        String told = version + "\n" + items + "\n";
        return "CONFIG cluster 0 " + told.length() + "\r\n" + told + "\r\nEND\r\n";
    }

    /** How often it was asked which servers there are. */
    public int askedForCluster() {
        return askedForCluster.get();
    }

    public void set(Fault next) {
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

    /** Breaks every connection there is, as something between the two does with those that are idle. New ones are served. */
    public void cut() throws IOException {
        for (Socket socket : open) {
            socket.close();
            open.remove(socket);
        }
    }

    /** From now on no answer comes by the connections there are, which stay open. New ones are served. */
    public void silence() {
        silent.addAll(open);
    }

    /** How many connections were asked for so far. */
    public int accepted() {
        return accepted.get();
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
                accepted.incrementAndGet();
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
                if (asked.startsWith("config get cluster")) {
                    askedForCluster.incrementAndGet();
                    String once = clustersOnce.poll();
                    String told = once == null ? cluster : once;
                    if (!told.isEmpty()) {
                        client.getOutputStream().write(told.getBytes(US_ASCII));
                        continue;
                    }
                }
                if (fault == Fault.CUT_AT_ONCE && !asked.matches("gets? -\\s+")) {
                    return;
                }
                boolean add = asked.startsWith("add ");
                if (add && fault == Fault.CUT_AFTER_ADD) {
                    return;
                }
                boolean late = add && fault == Fault.ANSWER_TO_ADD_LATE;
                held = late ? answer : new byte[0];
                if (!silent.contains(client)) {
                    client.getOutputStream().write(late ? new byte[0] : answer);
                }
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
