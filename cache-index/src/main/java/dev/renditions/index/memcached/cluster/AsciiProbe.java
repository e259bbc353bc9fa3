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
 * Sends one command to one server over a plain socket before the client connects. The client reports a wrong host name,
 * an untrusted certificate and a server without TLS all as a timeout; the probe has a message for each. One time limit
 * covers everything except the DNS look-up, which can't be interrupted.
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
     * Connects, sends a command and disconnects.
     *
     * @return the reply including its last line
     * @throws IOException with a message about the server, if there was no complete reply
     */
    String ask(String command) throws IOException {
        CompletableFuture<Void> over = new CompletableFuture<>();
        try (Socket socket = new Socket()) {
            // A read timeout does not bound the sum of all reads: a peer may send a byte at a time.
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

    /**
     * Counts ticks for the same reason as {@link Deadline}: time in which this process could not run does not count.
     */
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
                throw new IOException(
                        read.size() == 0
                                ? "it closed the connection"
                                : "it closed the connection after " + printable(read));
            }
            read.write(buffer, 0, length);
            if (LAST_LINE.matcher(read.toString(ISO_8859_1)).matches()) {
                return read.toString(ISO_8859_1);
            }
        }
        throw new IOException("it does not answer like Memcached but with " + printable(read));
    }

    private String sentence(IOException e, boolean late) {
        if (e instanceof UnknownHostException) {
            return "its host name does not resolve";
        }
        if (late) {
            return tls.isEmpty()
                    ? "no answer within " + limit.toMillis() + " ms"
                    : "no TLS within " + limit.toMillis() + " ms; if it does not use TLS, write memcached://";
        }
        return e instanceof ConnectException
                ? "it refuses connections"
                : TlsDiagnosis.sentence(e, server.getHostString());
    }

    private static String printable(ByteArrayOutputStream bytes) {
        String text = bytes.toString(ISO_8859_1).replaceAll("[^ -~]+", " ").strip();
        if (text.isEmpty()) {
            return "binary data; if it uses TLS, write memcached+tls://";
        }
        return "'" + (text.length() <= 80 ? text : text.substring(0, 80) + "...") + "'";
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Nothing to do: a pending read fails anyway.
        }
    }
}
