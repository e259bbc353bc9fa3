package dev.renditions.index.memcached.cluster;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.renditions.index.memcached.MemcachedServer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The messages for all kinds of peers. */
@Timeout(30)
class AsciiProbeTest {
    private static final Duration LIMIT = Duration.ofSeconds(1);

    @Test
    void readsAReplyInPieces() throws IOException {
        String reply = ask(socket -> {
            say(socket, "VALUE a 0 3\r\nEN");
            pause();
            say(socket, "D\r\nEND");
            pause();
            say(socket, "\r\n");
            hold();
        });
        assertThat(reply).startsWith("VALUE a 0 3\r\nEND\r\n");
    }

    @Test
    void errorIsAReply() throws IOException {
        assertThat(ask(socket -> say(socket, "SERVER_ERROR out of memory\r\n")))
                .isEqualTo("SERVER_ERROR out of memory\r\n");
    }

    @Test
    void reportsAndQuotesAPeerThatClosesTheConnection() {
        assertFails("it closed the connection", socket -> {});
        assertFails(
                "it closed the connection after 'HTTP/1.1 400 Bad Request'",
                socket -> say(socket, "HTTP/1.1 400 Bad Request\r\n\r\n"));
    }

    @Test
    void silentPeerTimesOut() {
        assertFails("no answer within 1000 ms", socket -> hold());
    }

    @Test
    void peerThatSendsSingleBytesTimesOut() {
        assertFails("no answer within 1000 ms", socket -> {
            while (true) {
                say(socket, "x");
                pause();
            }
        });
    }

    @Test
    void endlessReplyIsRefused() {
        assertFails("it does not answer like Memcached but with 'xxxx", socket -> {
            while (true) {
                say(socket, "x".repeat(1000));
            }
        });
    }

    @Test
    void distinguishesRefusedConnectionsAndUnknownHosts() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> probe("127.0.0.1", MemcachedServer.freePort()).ask("get -"))
                .withMessage("it refuses connections");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> probe("nowhere.invalid", 1).ask("get -"))
                .withMessage("its host name does not resolve");
    }

    private static void assertFails(String sentence, Peer peer) {
        long start = System.nanoTime();
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> ask(peer)).withMessageStartingWith(sentence);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LIMIT.multipliedBy(5));
    }

    private static String ask(Peer peer) throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread thread = new Thread(() -> serve(listener, peer));
            thread.setDaemon(true);
            thread.start();
            try {
                return probe("127.0.0.1", listener.getLocalPort()).ask("get -");
            } finally {
                thread.interrupt();
            }
        }
    }

    private static void serve(ServerSocket listener, Peer peer) {
        try (Socket socket = listener.accept()) {
            // Reads the request first: closing a socket with unread data resets the connection.
            assertThat(socket.getInputStream().read(new byte[100])).isPositive();
            peer.talk(socket);
        } catch (IOException e) {
            // The client disconnected, as expected.
        }
    }

    private static AsciiProbe probe(String host, int port) {
        return new AsciiProbe(InetSocketAddress.createUnresolved(host, port), Optional.empty(), LIMIT);
    }

    private static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(US_ASCII));
    }

    private static void hold() throws IOException {
        await(Duration.ofSeconds(20));
    }

    private static void pause() throws IOException {
        await(Duration.ofMillis(20));
    }

    private static void await(Duration time) throws IOException {
        try {
            new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new InterruptedIOException();
        }
    }

    private interface Peer {
        void talk(Socket socket) throws IOException;
    }
}
