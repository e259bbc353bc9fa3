package dev.renditions.index.memcached;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import dev.renditions.index.Containers;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Assumptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real memcached for tests on a free port: the program on the path, otherwise a container; if neither is available,
 * tests are skipped. After a restart it has the same port and is empty. Not thread-safe.
 */
public final class MemcachedServer implements AutoCloseable {
    private static final String NONE =
            "these tests need a real memcached; install the program (apt install memcached) or run Docker";
    private static final Logger LOG = LoggerFactory.getLogger(MemcachedServer.class);
    private static final AtomicBoolean LOGGED = new AtomicBoolean();
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final ServerRun run;

    private MemcachedServer(ServerRun run) {
        this.run = run;
    }

    /**
     * Starts a server. If none is available, skips the calling test, or the class if called from {@code @BeforeAll}.
     */
    public static MemcachedServer startOrSkip() {
        Optional<ServerRun> run = find();
        if (run.isEmpty()) {
            // Also logged once, since a quiet build does not show skipped tests.
            if (!LOGGED.getAndSet(true)) {
                LOG.warn("tests are skipped: {}", NONE);
            }
            Assumptions.abort(NONE);
        }
        MemcachedServer server = new MemcachedServer(run.orElseThrow());
        server.start();
        return server;
    }

    /**
     * Starts a server with memory for a few thousand values of a lease's size. Skips the test if the program is
     * missing.
     */
    public static MemcachedServer startSmallOrSkip() {
        Optional<Path> program = program();
        Assumptions.assumeTrue(program.isPresent(), "this test needs the memcached program");
        int port = freePort();
        MemcachedServer server = new MemcachedServer(
                new ServerRun.Program(program.orElseThrow(), port, List.of("-m", "2", "-l", "127.0.0.1:" + port)));
        server.start();
        return server;
    }

    /**
     * Starts a server with TLS on one port and plain text on another. Skips the test if the program is missing or was
     * built without TLS.
     */
    static MemcachedServer startWithTlsOrSkip(int tlsPort, Certificate certificate) {
        Optional<Path> program = program().filter(MemcachedServer::supportsTls);
        Assumptions.assumeTrue(program.isPresent(), "this test needs a memcached program built with TLS");
        int port = freePort();
        MemcachedServer server = new MemcachedServer(new ServerRun.Program(
                program.orElseThrow(),
                port,
                List.of(
                        "-Z",
                        "-o",
                        "ssl_chain_cert=" + certificate.pem() + ",ssl_key=" + certificate.keyPem(),
                        "-l",
                        "127.0.0.1:" + tlsPort,
                        "-l",
                        "notls:127.0.0.1:" + port)));
        server.start();
        return server;
    }

    public String host() {
        return run.host();
    }

    public int port() {
        return run.port();
    }

    /** The index setting for this server. */
    public String uri() {
        return "memcached://" + host() + ":" + port();
    }

    /** Restarts the server after {@link #stop()} on the same port and waits until it answers. */
    public void start() {
        run.start();
        await("memcached at " + uri()).atMost(LIMIT).ignoreExceptions().until(this::answers);
    }

    /** Kills the server: connections break and all values are lost. */
    public void stop() {
        run.stop();
    }

    /** Freezes the server until {@link #thaw()}: it accepts connections but does not answer. */
    public void freeze() {
        run.freeze();
    }

    /** Resumes the server after {@link #freeze()}, with all its values. */
    public void thaw() {
        run.thaw();
    }

    /** Deletes all values. */
    public void flushAll() {
        ask("flush_all\r\n".getBytes(US_ASCII));
    }

    /** Stores bytes directly, bypassing the index. An expiration of 0 means never. */
    public void put(String key, int expiration, byte[] value) {
        ByteArrayOutputStream command = new ByteArrayOutputStream();
        command.writeBytes(("set " + key + " 0 " + expiration + " " + value.length + "\r\n").getBytes(US_ASCII));
        command.writeBytes(value);
        command.writeBytes("\r\n".getBytes(US_ASCII));
        String answer = ask(command.toByteArray());
        if (!answer.equals("STORED")) {
            throw new IllegalStateException("memcached did not store " + key + ": " + answer);
        }
    }

    /** Stores many values with keys of this length, so that a small server evicts older values of that size. */
    public void churn(int count, int keyLength, String value) {
        StringBuilder commands = new StringBuilder();
        for (int i = 0; i < count; i++) {
            String number = String.valueOf(i);
            commands.append("set ")
                    .append("x".repeat(keyLength - number.length()))
                    .append(number)
                    .append(" 0 0 ")
                    .append(value.length())
                    .append(" noreply\r\n")
                    .append(value)
                    .append("\r\n");
        }
        askAll(commands.toString());
    }

    /** Reads a value as text, bypassing the index. */
    public Optional<String> get(String key) {
        String[] lines = askAll("get " + key + "\r\n").split("\r\n", -1);
        return lines[0].startsWith("VALUE ") ? Optional.of(lines[1]) : Optional.empty();
    }

    /** The number of stored values. */
    public long items() {
        return askAll("stats\r\n")
                .lines()
                .filter(line -> line.startsWith("STAT curr_items "))
                .mapToLong(line -> Long.parseLong(line.substring("STAT curr_items ".length())))
                .findFirst()
                .orElseThrow();
    }

    /** The remaining time to live of a value; empty if it is absent or never expires. */
    public Optional<Duration> timeLeft(String key) {
        String answer = ask(("mg " + key + " t\r\n").getBytes(US_ASCII));
        return answer.startsWith("HD t") && !answer.equals("HD t-1")
                ? Optional.of(Duration.ofSeconds(Long.parseLong(answer.substring("HD t".length()))))
                : Optional.empty();
    }

    @Override
    public void close() {
        stop();
    }

    private static Optional<ServerRun> find() {
        Optional<Path> program = program();
        if (program.isPresent()) {
            return Optional.of(new ServerRun.Program(program.get(), freePort(), List.of()));
        }
        return Containers.whyNot(ServerRun.Container.IMAGE).isEmpty()
                ? Optional.of(new ServerRun.Container(freePort()))
                : Optional.empty();
    }

    private static Optional<Path> program() {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, "memcached"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static boolean supportsTls(Path program) {
        try {
            Process help = new ProcessBuilder(program.toString(), "-h")
                    .redirectErrorStream(true)
                    .start();
            return new String(help.getInputStream().readAllBytes(), UTF_8).contains("--enable-ssl");
        } catch (IOException e) {
            throw new IllegalStateException(program + " failed to run", e);
        }
    }

    /** A port that is currently free. Another process may take it; this is rare and makes the start fail. */
    public static int freePort() {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException("no free port", e);
        }
    }

    private boolean answers() {
        return ask("version\r\n".getBytes(US_ASCII)).startsWith("VERSION");
    }

    private String ask(byte[] command) {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(command);
            StringBuilder line = new StringBuilder();
            for (int c = socket.getInputStream().read();
                    c >= 0 && c != '\r';
                    c = socket.getInputStream().read()) {
                line.append((char) c);
            }
            return line.toString();
        } catch (IOException e) {
            throw new IllegalStateException("memcached at " + uri() + " does not answer", e);
        }
    }

    private String askAll(String command) {
        try (Socket socket = connect()) {
            socket.getOutputStream().write((command + "quit\r\n").getBytes(US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("memcached at " + uri() + " does not answer", e);
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(host(), port());
        socket.setSoTimeout((int) LIMIT.toMillis());
        return socket;
    }
}
