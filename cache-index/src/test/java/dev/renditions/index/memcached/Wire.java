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

/** A proxy between a client and Memcached that injects faults. For clients with one request at a time. */
public final class Wire implements AutoCloseable {
    public enum Fault {
        NONE,
        /** The server applies the add, but its reply arrives together with the next reply. */
        ANSWER_TO_ADD_LATE,
        /** The server applies the add, but the connection breaks before its reply arrives. */
        CUT_AFTER_ADD,
        /** Every request breaks the connection, except the probes before the client is used. */
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

    /** The host and port of this proxy. */
    public String name() {
        return "127.0.0.1:" + listener.getLocalPort();
    }

    /** From now on, answers as a configuration endpoint with this list of servers. */
    public void answerCluster(long version, String... servers) {
        cluster = cluster(version, servers);
    }

    /** Queues one answer with this list of servers; queued answers precede the permanent one. */
    public void answerClusterOnce(long version, String... servers) {
        clustersOnce.add(cluster(version, servers));
    }

    private static String cluster(long version, String... servers) {
        String items = Stream.of(servers)
                .map(server -> server.replaceFirst("(.*):(.*)", "$1|$1|$2"))
                .collect(Collectors.joining(" "));
        String body = version + "\n" + items + "\n";
        return "CONFIG cluster 0 " + body.length() + "\r\n" + body + "\r\nEND\r\n";
    }

    /** How often it was asked for the servers of the cluster. */
    public int askedForCluster() {
        return askedForCluster.get();
    }

    public void set(Fault next) {
        fault = next;
    }

    /** Runs an action once, after the client has read a value and before it swaps it. */
    void beforeNextSwap(Runnable action) {
        before.put("cas", action);
    }

    /** Runs an action once, after the client has read a count and before it increments it. */
    void beforeNextIncrement(Runnable action) {
        before.put("incr", action);
    }

    /** Breaks all connections, as a firewall does with idle ones. Serves new ones. */
    public void cut() throws IOException {
        for (Socket socket : open) {
            socket.close();
            open.remove(socket);
        }
    }

    /** Stops answering on the existing connections but keeps them open. Serves new ones. */
    public void silence() {
        silent.addAll(open);
    }

    /** The number of connections accepted so far. */
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
                    String reply = once == null ? cluster : once;
                    if (!reply.isEmpty()) {
                        client.getOutputStream().write(reply.getBytes(US_ASCII));
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
            // Either side may disconnect at any time.
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
