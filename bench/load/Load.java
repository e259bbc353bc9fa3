import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sends the same request to a server on this machine again and again, over many persistent connections, each with a thread of its
 * own: {@code java Load.java URL CONNECTIONS SECONDS STATUS}. Prints the rate, p50 and p99 in milliseconds, and the number of
 * wrong answers. The first two seconds are not counted.
 */
final class Load {
    private static final long WARM_NANOS = 2_000_000_000L;
    private static final int MOST_SAMPLES = 2_000_000;

    private final URI url;
    private final int status;
    private final long begin = System.nanoTime() + WARM_NANOS;
    private final long end;
    private final AtomicLong errors = new AtomicLong();

    private Load(URI url, int seconds, int status) {
        this.url = url;
        this.status = status;
        this.end = begin + seconds * 1_000_000_000L;
    }

    public static void main(String[] arguments) throws InterruptedException {
        int connections = Integer.parseInt(arguments[1]);
        int seconds = Integer.parseInt(arguments[2]);
        Load load = new Load(URI.create(arguments[0]), seconds, Integer.parseInt(arguments[3]));
        List<Samples> samples = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            Samples own = new Samples(MOST_SAMPLES / connections);
            samples.add(own);
            Thread thread = new Thread(() -> load.ask(own));
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        long[] all = samples.stream().flatMapToLong(s -> Arrays.stream(s.nanos, 0, s.kept())).sorted().toArray();
        long answers = samples.stream().mapToLong(s -> s.count).sum();
        System.out.printf(
                Locale.ROOT,
                "%.0f %.2f %.2f %d%n",
                answers / (double) seconds,
                all.length == 0 ? 0 : all[all.length / 2] / 1e6,
                all.length == 0 ? 0 : all[(int) (all.length * 0.99)] / 1e6,
                load.errors.get());
    }

    private void ask(Samples samples) {
        byte[] request = ("GET " + url.getRawPath() + " HTTP/1.1\r\nHost: " + url.getAuthority() + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), url.getPort())) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(10_000);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            for (long now = System.nanoTime(); now < end; now = System.nanoTime()) {
                out.write(request);
                if (answer(in) != status) {
                    errors.incrementAndGet();
                }
                if (now >= begin) {
                    samples.add(System.nanoTime() - now);
                }
            }
        } catch (IOException | RuntimeException e) {
            errors.incrementAndGet();
            System.err.println(e);
        }
    }

    /** Reads the next answer and returns its status. */
    private static int answer(InputStream in) throws IOException {
        int status = Integer.parseInt(line(in).substring(9, 12));
        long length = 0;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            if (line.regionMatches(true, 0, "content-length:", 0, 15)) {
                length = Long.parseLong(line.substring(15).strip());
            }
        }
        in.skipNBytes(length);
        return status;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the server closed the connection");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    private static final class Samples {
        private final long[] nanos;
        private int count;

        private Samples(int most) {
            nanos = new long[most];
        }

        private void add(long taken) {
            nanos[count++ % nanos.length] = taken;
        }

        private int kept() {
            return Math.min(count, nanos.length);
        }
    }
}
