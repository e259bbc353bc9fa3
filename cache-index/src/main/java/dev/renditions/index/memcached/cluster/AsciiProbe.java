package dev.renditions.index.memcached.cluster;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * One question to one server over an ordinary socket of its own, before the client is let near it: to the client a wrong
 * name, a stranger's certificate and a server without TLS are all the same silence. Here each has its own sentence, and all
 * of it has one time limit, but for looking the name up, which can't be cut short.
 */
final class AsciiProbe {
    private static final int LONGEST_REPLY = 64 * 1024;
    private static final int TICKS = 20;
    private static final Pattern LAST_LINE =
            Pattern.compile("(?:.*\n)?(?:END|ERROR|CLIENT_ERROR.*|SERVER_ERROR.*)\r\n", Pattern.DOTALL);

    private final InetSocketAddress server;
    private final Optional<SSLContext> tls;
    private final Duration limit;

    AsciiProbe(InetSocketAddress server, Optional<SSLContext> tls, Duration limit) {
        this.server = server;
        this.tls = tls;
        this.limit = limit;
    }

    /**
     * Connects, asks, and hangs up.
     *
     * @return the lines up to the one that ends a reply
     * @throws IOException with a sentence about the server, if there was no such reply
     */
    String ask(String command) throws IOException {
        CompletableFuture<Void> over = new CompletableFuture<>();
        try (Socket socket = new Socket()) {
            // A limit for each read is not one for all: a peer may send a byte at a time.
            endAfter(TICKS, over);
            var unused = over.whenComplete((done, late) -> close(socket));
            try {
                socket.connect(new InetSocketAddress(server.getHostString(), server.getPort()), (int) limit.toMillis());
                return ask(command, socket);
            } finally {
                over.complete(null);
            }
        } catch (IOException e) {
            throw new IOException(
                    sentence(e, over.isCompletedExceptionally() || e instanceof SocketTimeoutException), e);
        }
    }

    /** Counts by ticks for the same reason as {@link Deadline}: a process that could not run has not waited. */
    private void endAfter(int ticks, CompletableFuture<Void> over) {
        if (ticks == 0) {
            over.completeExceptionally(new TimeoutException());
        } else if (!over.isDone()) {
            var unused = new CompletableFuture<Void>()
                    .completeOnTimeout(null, limit.toNanos() / TICKS, TimeUnit.NANOSECONDS)
                    .thenRun(() -> endAfter(ticks - 1, over));
        }
    }

    private String ask(String command, Socket socket) throws IOException {
        if (tls.isEmpty()) {
            return reply(command, socket);
        }
        try (SSLSocket secure = (SSLSocket)
                tls.get().getSocketFactory().createSocket(socket, server.getHostString(), server.getPort(), true)) {
            SSLParameters parameters = secure.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            secure.setSSLParameters(parameters);
            secure.startHandshake();
            return reply(command, secure);
        }
    }

    private static String reply(String command, Socket socket) throws IOException {
        socket.getOutputStream().write((command + "\r\n").getBytes(ISO_8859_1));
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        byte[] buffer = new byte[4096];
        while (read.size() <= LONGEST_REPLY) {
            int length = in.read(buffer);
            if (length < 0) {
                throw new IOException(read.size() == 0 ? "it hung up" : "it hung up after " + printable(read));
            }
            read.write(buffer, 0, length);
            if (LAST_LINE.matcher(read.toString(ISO_8859_1)).matches()) {
                return read.toString(ISO_8859_1);
            }
        }
        throw new IOException("it does not speak as memcached does, but says " + printable(read));
    }

    private String sentence(IOException e, boolean late) {
        if (e instanceof UnknownHostException) {
            return "its name can't be found";
        }
        if (late) {
            return tls.isEmpty()
                    ? "no answer within " + limit.toMillis() + " ms"
                    : "no TLS within " + limit.toMillis() + " ms; if it speaks without TLS, write memcached://";
        }
        return e instanceof ConnectException
                ? "it refuses connections"
                : TlsDiagnosis.sentence(e, server.getHostString());
    }

    private static String printable(ByteArrayOutputStream bytes) {
        String text = bytes.toString(ISO_8859_1).replaceAll("[^ -~]+", " ").strip();
        if (text.isEmpty()) {
            return "bytes that are no text; if it speaks TLS, write memcached+tls://";
        }
        return "'" + (text.length() <= 80 ? text : text.substring(0, 80) + "...") + "'";
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It was to be closed, and whoever reads from it finds out.
        }
    }
}
