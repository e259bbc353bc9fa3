package dev.renditions.index.memcached;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.renditions.index.memcached.cluster.MemcachedSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A proxy between a client and Memcached that changes some replies at random. */
final class FuzzingProxy implements AutoCloseable {
    private static final List<String> LINES = List.of(
            "END\r\n",
            "STORED\r\n",
            "NOT_STORED\r\n",
            "EXISTS\r\n",
            "NOT_FOUND\r\n",
            "ERROR\r\n",
            "SERVER_ERROR out of memory\r\n",
            "CLIENT_ERROR bad command line\r\n",
            "VALUE r:2:x 0 2000000000 7\r\n",
            "VALUE",
            "VALUE  0 0 0\r\n",
            "\r\n",
            "7\r\n",
            "-1\r\n");

    private final MemcachedServer server;
    private final ServerSocket listener;
    private final Random random;
    private final double share;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger changed = new AtomicInteger();
    private volatile byte[] lastReply = {};
    private volatile boolean honest;

    /**
     * Starts to listen.
     *
     * @param share the share of replies that are changed, from 0 to 1
     */
    FuzzingProxy(MemcachedServer server, long seed, double share) throws IOException {
        this.server = server;
        this.random = new Random(seed);
        this.share = share;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    MemcachedSettings settings() {
        return MemcachedSettings.parse("memcached://127.0.0.1:" + listener.getLocalPort());
    }

    /** The number of changed replies. */
    int changed() {
        return changed.get();
    }

    /** Stops changing replies. */
    void beHonest() {
        honest = true;
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
                open.addAll(List.of(client, upstream));
                threads.execute(() -> pump(client, upstream, false));
                threads.execute(() -> pump(upstream, client, true));
            }
        } catch (IOException e) {
            // Closed: the test is over.
        }
    }

    private void pump(Socket from, Socket to, boolean replies) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[16 * 1024];
            for (int length = in.read(buffer); length > 0; length = in.read(buffer)) {
                byte[] bytes = Arrays.copyOf(buffer, length);
                byte[] passed = replies && !honest ? perhapsChanged(bytes) : bytes;
                if (passed.length == 0 && random.nextBoolean()) {
                    return;
                }
                out.write(passed);
            }
        } catch (IOException e) {
            // Either side may disconnect at any time.
        }
    }

    private synchronized byte[] perhapsChanged(byte[] reply) {
        byte[] before = lastReply;
        lastReply = reply;
        if (random.nextDouble() >= share) {
            return reply;
        }
        changed.incrementAndGet();
        int place = random.nextInt(reply.length);
        return switch (random.nextInt(9)) {
            case 0 -> flipped(reply, place);
            case 1 -> Arrays.copyOf(reply, place);
            case 2 -> Arrays.copyOfRange(reply, place, reply.length);
            case 3 -> joined(reply, reply);
            case 4 -> joined(line(), reply);
            case 5 ->
                joined(joined(Arrays.copyOf(reply, place), line()), Arrays.copyOfRange(reply, place, reply.length));
            case 6 -> line();
            case 7 -> before;
            default -> digits(reply);
        };
    }

    private byte[] flipped(byte[] reply, int place) {
        byte[] flipped = reply.clone();
        flipped[place] ^= (byte) (1 << random.nextInt(8));
        return flipped;
    }

    /** Changes lengths, versions and times. */
    private byte[] digits(byte[] reply) {
        byte[] other = reply.clone();
        for (int i = 0; i < other.length; i++) {
            if (other[i] >= '0' && other[i] <= '9' && random.nextInt(4) == 0) {
                other[i] = (byte) ('0' + random.nextInt(10));
            }
        }
        return other;
    }

    private byte[] line() {
        return LINES.get(random.nextInt(LINES.size())).getBytes(US_ASCII);
    }

    private static byte[] joined(byte[] one, byte[] two) {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(one);
        both.writeBytes(two);
        return both.toByteArray();
    }
}
