package dev.renditions.index.memcached;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A proxy with high latency between a client and Memcached. It delays each message in both directions without limiting
 * the throughput.
 */
public final class DelayedLink implements AutoCloseable {
    private final MemcachedServer server;
    private final Duration delay;
    private final ServerSocket listener;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger questions = new AtomicInteger();

    /**
     * Starts to listen.
     *
     * @param delay delay of each direction
     */
    public DelayedLink(MemcachedServer server, Duration delay) throws IOException {
        this.server = server;
        this.delay = delay;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    /** The index setting for this proxy. */
    public String uri() {
        return "memcached://127.0.0.1:" + listener.getLocalPort();
    }

    /** The number of messages that the client has sent. */
    public int questions() {
        return questions.get();
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
                Socket upstream = new Socket(server.host(), server.port());
                client.setTcpNoDelay(true);
                upstream.setTcpNoDelay(true);
                open.addAll(List.of(client, upstream));
                carry(client, upstream, questions);
                carry(upstream, client, new AtomicInteger());
            }
        } catch (IOException e) {
            // Closed: the test is over.
        }
    }

    private void carry(Socket from, Socket to, AtomicInteger count) {
        BlockingQueue<Sent> pending = new LinkedBlockingQueue<>();
        threads.execute(() -> {
            byte[] buffer = new byte[16 * 1024];
            try {
                for (int length = from.getInputStream().read(buffer);
                        length > 0;
                        length = from.getInputStream().read(buffer)) {
                    count.incrementAndGet();
                    pending.add(new Sent(Arrays.copyOf(buffer, length), System.nanoTime() + delay.toNanos()));
                }
            } catch (IOException e) {
                // Either side may disconnect at any time.
            }
        });
        threads.execute(() -> {
            try {
                while (true) {
                    Sent next = pending.take();
                    for (long left = next.due() - System.nanoTime(); left > 0; left = next.due() - System.nanoTime()) {
                        LockSupport.parkNanos(left);
                    }
                    to.getOutputStream().write(next.bytes());
                }
            } catch (IOException | InterruptedException e) {
                // The test is over.
            }
        });
    }

    private record Sent(byte[] bytes, long due) {}
}
